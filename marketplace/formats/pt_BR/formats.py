DATE_FORMAT = "j \\d\\e M \\d\\e Y"
DATETIME_FORMAT = "j \\d\\e M \\d\\e Y, H:i T"
