"""How fast the product is, beside a bare Flask page: `bin/bench`."""
