"""Makes test/golden/models/controlnet: a tiny ControlNet with random weights, and what diffusers 0.30.3 computes with it.

Run by hand: python make-controlnet.py FOLDER, after make-models.py (torch 1.13.1, float32, one thread); FOLDER/unet-linear
is the UNet that takes its residuals. No test and no product code runs this.
"""

import sys
from pathlib import Path

import torch
from diffusers import ControlNetModel, UNet2DConditionModel
from safetensors.torch import load_file, save_file

torch.set_num_threads(1)


def main(root):
    torch.manual_seed(8)
    model = ControlNetModel(
        block_out_channels=[8, 8, 16],
        down_block_types=["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
        layers_per_block=2,
        attention_head_dim=[1, 2, 4],
        use_linear_projection=True,
        norm_num_groups=4,
        cross_attention_dim=12,
        conditioning_embedding_out_channels=[4, 6, 8],
    )
    generator = torch.Generator().manual_seed(8)
    for parameter in model.parameters():
        parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))
    model = model.eval().to(torch.float16).float()
    sample, prompt = torch.randn(2, 4, 8, 8), torch.randn(2, 5, 12)
    timestep, control = torch.tensor([3.0, 941.0]), torch.rand(2, 3, 32, 32)
    seen = model(sample, timestep, prompt, control, conditioning_scale=0.7, return_dict=True)
    unet = UNet2DConditionModel.from_config(UNet2DConditionModel.load_config(root / "unet-linear")).eval()
    unet.load_state_dict(load_file(root / "unet-linear" / "diffusion_pytorch_model.safetensors"))
    output = unet(
        sample,
        timestep,
        prompt,
        down_block_additional_residuals=seen.down_block_res_samples,
        mid_block_additional_residual=seen.mid_block_res_sample,
    ).sample
    folder = root / "controlnet"
    model.to(torch.float16).save_pretrained(folder, safe_serialization=True)
    tensors = {
        "sample": sample,
        "prompt": prompt,
        "timestep": timestep,
        "control": control,
        "scale": torch.tensor([0.7, 0.7]),
        "mid": seen.mid_block_res_sample,
        "output": output,
    }
    tensors |= {f"skip{i}": skip for i, skip in enumerate(seen.down_block_res_samples)}
    save_file({key: value.float().contiguous() for key, value in tensors.items()}, folder / "golden.safetensors")


with torch.no_grad():
    main(Path(sys.argv[1]))
