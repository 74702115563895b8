// Returns the elements below (and including) root that match, each only once per behaviour.
const seen = new WeakMap();

export function find(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) {
    found.unshift(root);
  }
  return found.filter((element) => {
    const known = seen.get(element) ?? new Set();
    if (known.has(selector)) {
      return false;
    }
    seen.set(element, known.add(selector));
    return true;
  });
}
