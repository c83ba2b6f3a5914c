"""Makes test/golden/m2-step: one M² step (DreamIdentity, eq. 5) on tiny networks, with torch's gradients of the ID encoder.

Run by hand: python make-m2-step.py FOLDER (torch 1.13.1, diffusers 0.30.3, transformers 4.40.2, float32, one thread). The
gradient passes a frozen UNet and a frozen text encoder, as in the paper. No test and no product code runs this.
"""

import json
import sys
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from safetensors.torch import save_file
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel

torch.set_num_threads(1)
WORDS, WIDTH, SIZES, HIDDEN, TOKENS, LENGTH_WEIGHT = 2, 12, [6, 6, 5], 10, 9, 1e-4


def scramble(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))
    return model.eval().to(torch.float16).float()


class IdEncoder(nn.Module):
    """Keys as in src/models/id-encoder.ts."""

    def __init__(self):
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(size) for size in SIZES)
        self.words = nn.ModuleList(
            nn.ModuleDict({"layers": nn.ModuleList([nn.Linear(sum(SIZES), HIDDEN), nn.Linear(HIDDEN, WIDTH)])})
            for _ in range(WORDS)
        )

    def forward(self, features):
        scales = torch.cat([norm(part) for norm, part in zip(self.norms, features.split(SIZES, 1))], 1)
        rows = [word["layers"][1](nn.functional.gelu(word["layers"][0](scales))) for word in self.words]
        return torch.stack(rows, 1)


class Given(nn.Module):
    """Stands in for the token table: returns the embeddings that it was given."""

    def __init__(self, embeddings):
        super().__init__()
        self.embeddings = embeddings

    def forward(self, _ids):
        return self.embeddings


def main(root):
    torch.manual_seed(9)
    text_config = CLIPTextConfig(
        vocab_size=40, hidden_size=WIDTH, intermediate_size=24, num_hidden_layers=2, num_attention_heads=3,
        max_position_embeddings=TOKENS, hidden_act="gelu", bos_token_id=0, eos_token_id=39,
    )
    text = scramble(CLIPTextModel(text_config), 1)
    unet = scramble(
        UNet2DConditionModel(
            sample_size=8, norm_num_groups=4, cross_attention_dim=WIDTH, block_out_channels=[8, 8, 16],
            down_block_types=["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
            up_block_types=["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
            layers_per_block=1, attention_head_dim=[1, 2, 4], use_linear_projection=True,
        ),
        2,
    )
    encoder = scramble(IdEncoder(), 3)
    for part, model in {"text_encoder": text, "unet": unet}.items():
        model.to(torch.float16).save_pretrained(root / part, safe_serialization=True)
        model.float().requires_grad_(False)
    (root / "id_encoder").mkdir(exist_ok=True)
    save_file({k: v.half().contiguous() for k, v in encoder.state_dict().items()}, root / "id_encoder" / "model.safetensors")
    config = {"words": WORDS, "feature_sizes": SIZES, "hidden_sizes": [HIDDEN], "width": WIDTH}
    (root / "id_encoder" / "config.json").write_text(json.dumps(config))

    ids = torch.randint(0, 40, (2, TOKENS))
    placement = torch.zeros(2, TOKENS, WORDS)
    for row, start in enumerate([1, 4]):
        for word in range(WORDS):
            placement[row, start + word, word] = 1
    features = torch.randn(2, sum(SIZES))
    sample, target = torch.randn(2, 4, 8, 8), torch.randn(2, 4, 8, 8)
    timestep = torch.tensor([41.0, 777.0])
    words = encoder(features)
    table = text.text_model.embeddings.token_embedding
    written = table(ids) * (1 - placement.sum(2, keepdim=True))
    text.text_model.embeddings.token_embedding = Given(written + placement @ words)
    states = text(ids).last_hidden_state
    diffusion = nn.functional.mse_loss(unet(sample, timestep, states).sample, target)
    loss = diffusion + LENGTH_WEIGHT * words.norm(dim=2).sum(1).mean()
    loss.backward()
    tensors = {
        "ids": ids, "placement": placement, "features": features, "sample": sample, "target": target,
        "timestep": timestep, "loss": loss.detach().reshape(1),
    }
    tensors |= {f"gradient:{key}": parameter.grad for key, parameter in encoder.named_parameters()}
    save_file({key: value.float().contiguous() for key, value in tensors.items()}, root / "golden.safetensors")
    print(loss.item(), {key: value.abs().max().item() for key, value in tensors.items() if key.startswith("gradient")})


folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
main(folder)
