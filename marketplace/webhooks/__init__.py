"""A shop's own programs are told what happens: endpoints, events, deliveries and their tries."""
