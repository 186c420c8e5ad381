"""A device that keeps passkeys, as Chromium plays one."""

from playwright.sync_api import CDPSession, Page


def device(page: Page, *, present: bool = True) -> CDPSession:
    """The page's browser has one built in; `present`: the person touches it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": present,
        "automaticPresenceSimulation": present,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session
