"""Makes test/diffusion/golden-samplers.json: the timesteps and last latents of diffusers' schedulers.

Run by hand: python make-samplers.py OUTPUT (diffusers 0.30.3). No test and no product code runs this. The "network" is a
formula that the test has too; every fresh noise is the vector `fresh`.
"""

import json
import sys
import tempfile
from pathlib import Path

import diffusers
import torch
from diffusers.schedulers import scheduling_euler_ancestral_discrete, scheduling_lcm

NOISE = torch.tensor([0.7, -1.3, 0.05, 2.1])
FRESH = [0.3, -0.2, 1.1, -0.9]
SD = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
STORED = {**SD, "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}
V = {"prediction_type": "v_prediction"}
LEADING = {"timestep_spacing": "leading", "steps_offset": 1}
TRAILING = {"timestep_spacing": "trailing"}

CASES = [
    ("DDIMScheduler", STORED, 30),
    ("DDIMScheduler", {**STORED, **V}, 7),
    ("DDIMScheduler", {**SD, **V, **TRAILING, "clip_sample": False, "rescale_betas_zero_snr": True}, 6),
    ("DDIMScheduler", {**SD, "clip_sample": True, "timestep_spacing": "linspace"}, 11),
    (
        "DDIMScheduler",
        {
            "num_train_timesteps": 200,
            "beta_schedule": "squaredcos_cap_v2",
            "clip_sample": False,
            "prediction_type": "sample",
        },
        10,
    ),
    ("DDIMScheduler", {}, 13),
    ("EulerDiscreteScheduler", SD, 12),
    ("EulerDiscreteScheduler", {**SD, **LEADING, **V}, 30),
    ("EulerDiscreteScheduler", {**SD, **TRAILING}, 9),
    # SD-Turbo's own config, at the steps that it is made for.
    ("EulerDiscreteScheduler", {**SD, **TRAILING, "steps_offset": 1}, 1),
    ("EulerDiscreteScheduler", {**SD, **TRAILING, "steps_offset": 1}, 2),
    ("EulerDiscreteScheduler", {**SD, **TRAILING, "steps_offset": 1}, 4),
    ("DPMSolverMultistepScheduler", SD, 20),
    ("DPMSolverMultistepScheduler", {**SD, **LEADING, **V}, 10),
    ("DPMSolverMultistepScheduler", {**SD, **TRAILING}, 14),
    ("EulerAncestralDiscreteScheduler", SD, 8),
    ("EulerAncestralDiscreteScheduler", {**SD, **TRAILING}, 1),
    ("EulerAncestralDiscreteScheduler", {**SD, **LEADING, **V}, 5),
    # Stable Diffusion 2.1-base's own config: its usual steps, and so few that not all orders are reached.
    *[("PNDMScheduler", {**STORED, "skip_prk_steps": True}, steps) for steps in (1, 2, 3, 4, 30, 50)],
    ("PNDMScheduler", {"skip_prk_steps": True}, 6),
    ("PNDMScheduler", {**STORED, **V, **TRAILING, "skip_prk_steps": True, "set_alpha_to_one": True}, 9),
    ("LCMScheduler", STORED, 1),
    ("LCMScheduler", STORED, 4),
    ("LCMScheduler", {**SD, **V}, 8),
    ("LCMScheduler", {}, 3),
]
# Every sampler with every spacing and both predictions; a prime number of steps, so that nothing divides evenly.
MATRIX = [
    (
        name,
        {
            **SD,
            "steps_offset": 1,
            "clip_sample": False,
            "timestep_spacing": spacing,
            "prediction_type": prediction,
            **({"skip_prk_steps": True} if name == "PNDMScheduler" else {}),
        },
        7,
    )
    for name in (
        "DDIMScheduler",
        "DPMSolverMultistepScheduler",
        "EulerDiscreteScheduler",
        "EulerAncestralDiscreteScheduler",
        "LCMScheduler",
        "PNDMScheduler",
    )
    for spacing in ("leading", "trailing", "linspace")
    for prediction in ("epsilon", "v_prediction")
]


def fresh_noise(shape, **_):
    return torch.tensor(FRESH, dtype=torch.float64).to(torch.float32).reshape(shape)


scheduling_euler_ancestral_discrete.randn_tensor = fresh_noise
scheduling_lcm.randn_tensor = fresh_noise


def saved(name):
    """The file that diffusers writes for the class, which is not always JSON."""
    with tempfile.TemporaryDirectory() as folder:
        more = {"skip_prk_steps": True} if name == "PNDMScheduler" else {}
        getattr(diffusers, name)(**SD, **more).save_pretrained(folder)
        return (Path(folder) / "scheduler_config.json").read_text()


def run(name, config, steps):
    kind = getattr(diffusers, name)
    known = set(kind()._internal_dict)
    scheduler = kind.from_config({key: value for key, value in config.items() if key in known})
    scheduler.set_timesteps(steps)
    x = NOISE * scheduler.init_noise_sigma
    for t in scheduler.timesteps:
        scaled = scheduler.scale_model_input(x, t)
        output = 0.8 * scaled + 0.2 * torch.sin(2 * scaled + float(t) / 300) + 0.1
        x = scheduler.step(output, t, x).prev_sample
    return {
        "config": {**config, "_class_name": name},
        "steps": steps,
        "timesteps": [float(t) for t in scheduler.timesteps],
        "latents": x.tolist(),
    }


golden = {
    "diffusers": diffusers.__version__,
    "noise": NOISE.tolist(),
    "fresh": FRESH,
    "saved": {name: saved(name) for name in sorted({case[0] for case in CASES} | {"DDPMScheduler", "PNDMScheduler"})},
    "cases": [run(*case) for case in [*CASES, *MATRIX]],
}
with open(sys.argv[1], "w") as file:
    json.dump(golden, file, indent=2)
    file.write("\n")
