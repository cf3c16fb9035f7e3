// Nothing to import: what is here takes the place of functions of libraries.
