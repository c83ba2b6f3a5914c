"""Makes a ViT of real size with random weights, and what transformers computes with it: ViT-B/16, 12 layers, 768 wide.

Run by hand: python make-vit-base.py FOLDER (torch 2.6.0, transformers 4.57.6). Its 343 MB stay out of the repository; compare with
`npx tsx bench/vit-parity.ts FOLDER`. The checkpoint is a classifier's, as face recognisers are published: keys begin with `vit.`.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import ViTConfig, ViTForImageClassification

torch.set_num_threads(1)
torch.manual_seed(12)
folder = Path(sys.argv[1])
model = ViTForImageClassification(ViTConfig(num_labels=100)).eval()
with torch.no_grad():
    for parameter in model.parameters():
        # No norm, bias or residual branch is trivial.
        parameter.add_(0.02 * torch.randn(parameter.shape))
    image = torch.randn(2, 3, 224, 224)
    seen = model.vit(image, output_hidden_states=True)
taps = {f"tap{n}": seen.hidden_states[n][:, 0].contiguous() for n in (3, 6, 9, 12)}
model.save_pretrained(folder, safe_serialization=True)
save_file({"image": image, **taps, "final": seen.last_hidden_state[:, 0].contiguous()}, folder / "golden.safetensors")
print(sum(parameter.numel() for parameter in model.vit.parameters()), "parameters")
