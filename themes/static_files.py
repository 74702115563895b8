"""Static files as a release serves them: compressed once, under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Whose modules are followed. Others bring theirs in one file, with examples in comments that lead nowhere.
OUR_MODULES = "themes/js/"


class ReleasedFiles(CompressedManifestStaticFilesStorage):
    """Name the modules that our modules import by their content too, so that no browser mixes two releases."""

    support_js_module_import_aggregation = True

    def url_converter(self, name, hashed_files, template=None):
        if name.endswith(".js") and not name.startswith(OUR_MODULES):
            return lambda found: found.group(0)
        return super().url_converter(name, hashed_files, template)
