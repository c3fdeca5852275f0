"""Media streams: any wire format in, 16 kHz mono sound and sampled pictures out."""
