"""Makes test/golden/models: tiny models with random weights, and what diffusers 0.30.3 and transformers 4.40.2 compute.

Run by hand: python make-models.py FOLDER (torch 1.13.1, float32, one thread). No test and no product code runs this.
"""

import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel, ViTConfig, ViTForImageClassification, ViTModel

torch.set_num_threads(1)


def scramble(model, seed):
    """Noise on every parameter, so that no norm, bias or residual branch is trivial."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape, generator=generator))
    return model.eval()


def rounded(model, dtype):
    """The same model with every weight rounded to `dtype`, computing in float32."""
    return model.to(dtype).float()


def store(folder, model, tensors, dtype=torch.float32):
    model.to(dtype).save_pretrained(folder, safe_serialization=True)
    save_file({key: value.float().contiguous() for key, value in tensors.items()}, folder / "golden.safetensors")


def unet(folder, seed, **config):
    torch.manual_seed(seed)
    model = UNet2DConditionModel(sample_size=8, norm_num_groups=4, cross_attention_dim=12, **config)
    model = rounded(scramble(model, seed), torch.float16)
    sample, prompt = torch.randn(2, model.config.in_channels, 8, 8), torch.randn(2, 5, 12)
    timestep = torch.tensor([3.0, 941.0])
    output = model(sample, timestep, prompt).sample
    tensors = {"sample": sample, "timestep": timestep, "prompt": prompt, "output": output}
    store(folder, model, tensors, torch.float16)


def vae(folder, seed, **config):
    torch.manual_seed(seed)
    blocks = len(config["block_out_channels"])
    model = scramble(
        AutoencoderKL(
            down_block_types=["DownEncoderBlock2D"] * blocks,
            up_block_types=["UpDecoderBlock2D"] * blocks,
            norm_num_groups=4,
            sample_size=16,
            **config,
        ),
        seed,
    )
    image, latents = torch.randn(2, 3, 16, 12), torch.randn(2, config["latent_channels"], 4, 3)
    posterior = model.encode(image).latent_dist
    store(
        folder,
        model,
        {
            "image": image,
            "mean": posterior.mean,
            "logVariance": posterior.logvar,
            "latents": latents,
            "decoded": model.decode(latents).sample,
        },
    )


def text_encoder(folder, seed, activation, dtype):
    torch.manual_seed(seed)
    config = CLIPTextConfig(
        vocab_size=40,
        hidden_size=24,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=3,
        max_position_embeddings=9,
        hidden_act=activation,
        projection_dim=16,
        bos_token_id=0,
        eos_token_id=39,
    )
    model = rounded(scramble(CLIPTextModel(config), seed), dtype)
    ids = torch.randint(0, 40, (2, 9))
    store(folder, model, {"ids": ids, "output": model(ids).last_hidden_state}, dtype)


def face_vit(folder, seed):
    torch.manual_seed(seed)
    config = ViTConfig(
        hidden_size=24,
        num_hidden_layers=4,
        num_attention_heads=3,
        intermediate_size=48,
        image_size=16,
        patch_size=4,
    )
    model = scramble(ViTModel(config), seed)
    image = torch.randn(2, 3, 16, 16)
    seen = model(image, output_hidden_states=True)
    taps = {f"tap{n}": seen.hidden_states[n][:, 0] for n in (1, 2, 3, 4)}
    store(folder, model, {"image": image, **taps, "final": seen.last_hidden_state[:, 0]})


def face_classifier(folder, seed):
    """A ViT of twelve layers inside a classifier, as face recognisers are published."""
    torch.manual_seed(seed)
    config = ViTConfig(
        hidden_size=16,
        num_hidden_layers=12,
        num_attention_heads=2,
        intermediate_size=32,
        image_size=16,
        patch_size=4,
        num_labels=5,
    )
    model = scramble(ViTForImageClassification(config), seed)
    image = torch.randn(2, 3, 16, 16)
    seen = model.vit(image, output_hidden_states=True)
    taps = {f"tap{n}": seen.hidden_states[n][:, 0] for n in (3, 6, 9, 12)}
    store(folder, model, {"image": image, **taps, "final": seen.last_hidden_state[:, 0]})


def main(root):
    with torch.no_grad():
        unet(
            root / "unet-linear",
            1,
            block_out_channels=[8, 8, 16],
            down_block_types=["CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"],
            up_block_types=["UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
            layers_per_block=2,
            attention_head_dim=[1, 2, 4],
            use_linear_projection=True,
        )
        unet(
            root / "unet-conv",
            2,
            in_channels=8,
            out_channels=8,
            block_out_channels=[8, 16],
            down_block_types=["DownBlock2D", "CrossAttnDownBlock2D"],
            up_block_types=["CrossAttnUpBlock2D", "UpBlock2D"],
            layers_per_block=1,
            attention_head_dim=2,
        )
        unet(
            root / "unet-text",
            9,
            block_out_channels=[8, 16],
            down_block_types=["CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
            up_block_types=["CrossAttnUpBlock2D", "CrossAttnUpBlock2D"],
            layers_per_block=1,
            attention_head_dim=[1, 2],
            use_linear_projection=True,
            addition_embed_type="text",
            addition_embed_type_num_heads=3,
        )
        vae(root / "vae", 3, block_out_channels=[8, 8, 16], layers_per_block=1, latent_channels=4)
        vae(
            root / "vae-plain",
            4,
            block_out_channels=[4, 8, 8],
            layers_per_block=1,
            latent_channels=8,
            mid_block_add_attention=False,
            use_quant_conv=False,
            use_post_quant_conv=False,
        )
        text_encoder(root / "text-gelu", 5, "gelu", torch.bfloat16)
        text_encoder(root / "text-quick-gelu", 6, "quick_gelu", torch.float32)
        face_vit(root / "vit", 7)
        face_classifier(root / "vit-classifier", 8)


main(Path(sys.argv[1]))
