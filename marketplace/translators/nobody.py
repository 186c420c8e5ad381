"""The default: what people write goes nowhere and is read as it was written."""


class Nobody:
    def translate(self, text: str, source: str, target: str) -> str | None:
        return None
