"""The forms in which articles come, one module each: a module that declares `FORM` (or `FORMS`) is found by being here."""
