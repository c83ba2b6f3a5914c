"""One contender of sd21.ts: diffusers on torch. `python sd21-diffusers.py FOLDER THREADS STEPS`; a JSON line after each phase."""

import json
import sys
import time

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel

folder, threads, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)


def phase(name, work, times=1):
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"phase": name, "seconds": seconds}), flush=True)
    return result


def load():
    options = {"torch_dtype": torch.float32}
    return (
        CLIPTextModel.from_pretrained(f"{folder}/text_encoder", **options).eval(),
        UNet2DConditionModel.from_pretrained(f"{folder}/unet", **options).eval(),
        AutoencoderKL.from_pretrained(f"{folder}/vae", **options).eval(),
    )


with torch.inference_mode():
    text, unet, vae = phase("load", load)
    side, width = unet.config.sample_size, unet.config.cross_attention_dim
    phase("text", lambda: text(torch.ones(1, 77, dtype=torch.long)))

    def step(batch):
        sample, states = torch.randn(batch, 4, side, side), torch.randn(batch, 77, width)
        return unet(sample, torch.full((batch,), 500.0), states).sample

    phase("first step, batch 2", lambda: step(2))
    phase("step, batch 2", lambda: step(2), rounds)
    latents = torch.randn(1, 4, side, side)
    phase("decode", lambda: vae.decode(latents).sample)
    phase("first step, batch 1", lambda: step(1))
    phase("step, batch 1", lambda: step(1), rounds)
    vae.enable_tiling()
    # Smaller than the published tile, which 512 x 512 would not be cut into.
    vae.tile_latent_min_size, vae.tile_sample_min_size = side * 5 // 8, side * 5
    phase("decode in tiles", lambda: vae.decode(latents).sample)
