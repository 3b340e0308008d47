"""The house style: colours, fonts and number formats that every workbook shares (hex without #)."""

FONT = "Arial"
INK = "1F2933"
MUTED = "5F6C7B"
NAVY = "12436D"
ORANGE = "F46A25"
ORANGE_INK = "A8400C"
BAND = "EEF3F8"
RULE = "C9D3DD"
WHITE = "FFFFFF"

# RAG and data-quality colours are always printed with their word beside them: colour never carries meaning alone.
GREEN_FILL, GREEN_INK = "CCE2D8", "005A30"
AMBER_FILL, AMBER_INK = "FFF7BF", "594D00"
RED_FILL, RED_INK = "F6D7D2", "942514"
GREY_FILL, GREY_INK = "EEEFEF", "383F43"

DATE_FORMAT = "dd/mm/yyyy"
COUNT_FORMAT = "#,##0"
DECIMAL_FORMAT = "#,##0.0"
