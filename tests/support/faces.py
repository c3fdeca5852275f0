"""A drawn face that real detectors find: soft ellipses where a face is light and dark."""

import numpy as np

_TINT = (1.0, 0.88, 0.8)


def drawn(
    *, width=480, height=360, across=0.5, down=0.5, size=70, smiling=False, eyes=(True, True)
):
    """Return RGB, uint8, shape (height, width, 3). size: half of the face's width, nearly."""
    grey = np.full((height, width), 170.0)
    rows, columns = np.mgrid[:height, :width]
    x, y = (columns - across * width) / size, (rows - down * height) / size

    def blob(at, radii, shade, softness):
        away = np.hypot((x - at[0]) / radii[0], (y - at[1]) / radii[1])
        weight = 1 / (1 + np.exp(np.clip((away - 1) / softness, -50, 50)))
        grey[:] = grey * (1 - weight) + shade * weight

    blob((0, 1.9), (1.6, 0.7), 90, 0.04)  # shoulders
    blob((0, 1.0), (0.45, 0.7), 165, 0.05)  # neck
    blob((0, -0.25), (1.05, 1.15), 45, 0.05)  # hair
    blob((0, 0), (0.82, 1.1), 205, 0.04)
    blob((0, -0.62), (0.75, 0.42), 215, 0.15)  # forehead
    for side, is_open in zip((-1, 1), eyes, strict=True):
        blob((side * 0.38, -0.22), (0.27, 0.16), 150, 0.25)
        blob((side * 0.38, -0.36), (0.26, 0.05), 60, 0.3)  # brow
        if is_open:
            blob((side * 0.38, -0.17), (0.19, 0.085), 235, 0.12)
            blob((side * 0.38, -0.17), (0.085, 0.085), 30, 0.1)
            blob((side * 0.38, -0.235), (0.2, 0.03), 50, 0.3)
    blob((0, 0.05), (0.09, 0.35), 222, 0.3)  # nose
    if smiling:
        bow = 0.62 - 0.54 * x**2
        grey[(np.abs(y - bow) < 0.07 * np.clip(1 - (x / 0.42) ** 2, 0, 1))] = 245
        for lip in (-0.06, 0.07):
            edge = bow + lip * np.clip(1 - (x / 0.45) ** 2, 0, 1)
            grey[(np.abs(y - edge) < 0.025) & (np.abs(x) < 0.45)] = 90
    else:
        blob((0, 0.6), (0.16, 0.025), 130, 0.3)
    noisy = grey + np.random.default_rng(0).normal(0, 2, grey.shape)
    return np.clip(noisy[:, :, np.newaxis] * _TINT, 0, 255).astype(np.uint8)


def empty(*, width=480, height=360):
    """Return a room with nobody in it."""
    fade = np.linspace(90, 180, width)[np.newaxis, :, np.newaxis]
    return np.broadcast_to(fade, (height, width, 3)).astype(np.uint8)
