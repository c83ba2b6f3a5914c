"""Makes test/golden/pipeline/controlnet.safetensors: what diffusers' StableDiffusionControlNetPipeline does with ours.

Run by hand, after make-pipeline-bundle.ts FOLDER: python make-pipeline-controlnet.py FOLDER OUTPUT (diffusers 0.30.3,
transformers 4.40.2, accelerate 0.31.0, float32, one thread). No test and no product code runs this.
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import ControlNetModel, DDIMScheduler, StableDiffusionControlNetPipeline
from safetensors.torch import load_file, save_file

torch.set_num_threads(1)
folder = Path(sys.argv[1])
# from_pretrained leaves half-precision weights unread in this version, so they are put in by hand.
controlnet = ControlNetModel.from_config(ControlNetModel.load_config(folder / "controlnet")).eval()
controlnet.load_state_dict(load_file(folder / "controlnet" / "diffusion_pytorch_model.safetensors"))
pipe = StableDiffusionControlNetPipeline.from_pretrained(folder, controlnet=controlnet, torch_dtype=torch.float32)
pipe.set_progress_bar_config(disable=True)
pipe.load_textual_inversion(folder / "learned_embeds.safetensors")
pipe.scheduler = DDIMScheduler.from_config(pipe.scheduler.config)
noise = torch.tensor(json.loads((folder / "noise.json").read_text())).reshape(1, 4, 32, 32)
control = torch.tensor(json.loads((folder / "control.json").read_text())).reshape(1, 64, 64, 3).permute(0, 3, 1, 2) / 255
golden = {}
for name, scale in {"full": 1.0, "weak": 0.3}.items():
    image = pipe(
        "a photo of S* as a chef, highly detailed",
        image=control,
        negative_prompt="ugly",
        latents=noise.clone(),
        num_inference_steps=5,
        guidance_scale=7.5,
        controlnet_conditioning_scale=scale,
        output_type="np",
    ).images[0]
    golden[name] = (torch.from_numpy(image) * 255).round().to(torch.float16).contiguous()
save_file(golden, sys.argv[2])
print({key: (tuple(value.shape), value.mean().item()) for key, value in golden.items()})
