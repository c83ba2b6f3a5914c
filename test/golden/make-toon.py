"""Makes test/golden/toon: the pictures that diffusers' StableDiffusionPipeline draws with the embedded bundle, and its files' hashes.

To be run anew whenever the embedded bundle changes, in a virtual environment outside the project:

    pip install "torch<2.7" diffusers==0.30.3 transformers==4.40.2 "huggingface_hub<0.26" "numpy<2" pillow
    npx tsx test/golden/make-toon-inputs.ts FOLDER
    python test/golden/make-toon.py FOLDER test/golden/toon

No test and no product code runs this.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import diffusers
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler, StableDiffusionPipeline
from PIL import Image

torch.set_num_threads(1)
inputs, output = Path(sys.argv[1]), Path(sys.argv[2])
bundle = Path(__file__).parent / "../../weights/toon"
output.mkdir(parents=True, exist_ok=True)
FILES = [
    "text_encoder/model.safetensors",
    "unet/diffusion_pytorch_model.safetensors",
    "vae/diffusion_pytorch_model.safetensors",
    "tokenizer/merges.txt",
    "scheduler/scheduler_config.json",
]

pipe = StableDiffusionPipeline.from_pretrained(bundle, torch_dtype=torch.float32)
pipe.set_progress_bar_config(disable=True)
pipe.load_textual_inversion(inputs / "learned_embeds.safetensors")
stored = pipe.scheduler.config
unet = pipe.unet.config
noise = torch.tensor(json.loads((inputs / "noise.json").read_text()))
noise = noise.reshape(1, unet.in_channels, unet.sample_size, unet.sample_size)


def draw(name, scheduler, steps):
    pipe.scheduler = scheduler.from_config(stored)
    # Our noise is of unit variance; the pipeline multiplies by init_noise_sigma itself.
    image = pipe(
        "S* as a chef", negative_prompt="", latents=noise.clone(), num_inference_steps=steps, guidance_scale=3.0, output_type="np"
    ).images[0]
    Image.fromarray((image * 255).round().astype("uint8")).save(output / f"{name}.png", optimize=True)


draw("ddim", DDIMScheduler, 30)
draw("dpm++2m", DPMSolverMultistepScheduler, 12)
draw("euler", EulerDiscreteScheduler, 20)
shutil.copy(inputs / "learned_embeds.safetensors", output)
sha256 = {file: hashlib.sha256((bundle / file).read_bytes()).hexdigest() for file in FILES}
(output / "made-from.json").write_text(json.dumps({"diffusers": diffusers.__version__, "sha256": sha256}, indent=2) + "\n")
print(diffusers.__version__, torch.__version__, [path.stat().st_size for path in sorted(output.iterdir())])
