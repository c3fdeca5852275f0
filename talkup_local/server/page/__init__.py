"""The pages that an appliance serves itself, and the client module that other sites may use."""
