"""Every 8-bit float by torch 2.6: writes float8.json, `null` where it is not a number. Usage: make-float8.py OUT"""

import json
import math
import sys

import torch

codes = torch.arange(256, dtype=torch.uint8)
table = {}
for name, dtype in (("e4m3", torch.float8_e4m3fn), ("e5m2", torch.float8_e5m2)):
    values = codes.view(dtype).float().tolist()
    table[name] = [None if math.isnan(v) else str(v) for v in values]
generator = torch.Generator().manual_seed(0)
values = torch.randn(200, generator=generator) * torch.logspace(-4, 3, 200)
table["values"] = values.tolist()
table["encoded"] = values.to(torch.float8_e4m3fn).view(torch.uint8).tolist()
with open(sys.argv[1], "w") as file:
    json.dump(table, file)
