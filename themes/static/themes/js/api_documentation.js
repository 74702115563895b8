// Draw the interactive documentation of the API; what is tried goes out with the CSRF token of the page.
const place = document.getElementById("api-documentation");

window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.openapi,
  layout: "BaseLayout",
  deepLinking: true,
  defaultModelsExpandDepth: -1,
  presets: [window.SwaggerUIBundle.presets.apis],
  requestInterceptor: (request) => {
    request.headers["X-CSRFToken"] = place.dataset.csrf;
    return request;
  },
});
