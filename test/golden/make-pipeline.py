"""Makes test/golden/pipeline/golden.safetensors: what diffusers' StableDiffusionPipeline does with a bundle of ours.

Run by hand: npx tsx make-pipeline-bundle.ts FOLDER; python make-pipeline.py FOLDER OUTPUT (diffusers 0.30.3, transformers 4.40.2, accelerate 0.31.0,
float32, one thread). The pseudo word comes in by load_textual_inversion. No test and no product code runs this.
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    PNDMScheduler,
    StableDiffusionPipeline,
)
from safetensors.torch import load_file, save_file

torch.set_num_threads(1)
folder = Path(sys.argv[1])
pipe = StableDiffusionPipeline.from_pretrained(folder, torch_dtype=torch.float32)
pipe.set_progress_bar_config(disable=True)
print(type(pipe.scheduler).__name__, type(pipe.tokenizer).__name__)
pipe.load_textual_inversion(folder / "learned_embeds.safetensors")
stored = pipe.scheduler.config
noise = torch.tensor(json.loads((folder / "noise.json").read_text())).reshape(1, 4, 32, 32)
prompts = ["a photo of S* as a chef, highly detailed", "S*, oil painting"]
golden = {}
for i, prompt in enumerate(prompts):
    positive, negative = pipe.encode_prompt(prompt, "cpu", 1, True, negative_prompt="ugly")
    golden[f"states{i}"] = positive[0]
golden["negative"] = negative[0]
golden["words"] = load_file(folder / "learned_embeds.safetensors")["S*"]


def draw(name, scheduler, steps, guidance, **config):
    pipe.scheduler = scheduler.from_config(stored, **config)
    # Our noise is of unit variance; the pipeline multiplies by init_noise_sigma itself.
    image = pipe(
        prompts[0], negative_prompt="ugly", latents=noise.clone(), num_inference_steps=steps, guidance_scale=guidance,
        output_type="np",
    ).images[0]
    golden[name] = (torch.from_numpy(image) * 255).round().to(torch.float16)


draw("stored", PNDMScheduler, 6, 7.5)
draw("ddim", DDIMScheduler, 5, 7.5)
draw("dpm++2m", DPMSolverMultistepScheduler, 4, 7.5)
draw("turbo", EulerDiscreteScheduler, 1, 0.0, timestep_spacing="trailing")
save_file({key: value.contiguous() for key, value in golden.items()}, sys.argv[2])
print({key: tuple(value.shape) for key, value in golden.items()})
