DATE_FORMAT = "j F، Y"
DATETIME_FORMAT = "j F، Y، H:i T"
# As CLDR has them, and as amounts are written beside these figures.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
