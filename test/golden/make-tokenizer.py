"""Makes test/tokenizer/golden-clip.json: ids that transformers' CLIPTokenizerFast gives for many strings.

Run by hand: python make-tokenizer.py FOLDER OUTPUT (transformers 4.40.2), where FOLDER holds CLIP's vocab.json and merges.txt
(make-tokenizer-files.ts writes them). No test and no product code runs this.
"""

import json
import random
import sys

import transformers
from transformers import CLIPTokenizerFast

HAND = [
    "a photo of a cat", "S* as a chef, highly detailed", "Hello, WORLD!!  don't 2024 😀 naïve", "a photo of sks person",
    "日本語 Ωmega Straße", "it's 8k—ultra HD…", "x" * 60, "ǅ ﬁ ½ ²", "  tabs\tand\n\nnew lines  ", "école caf\u0065\u0301e",
    "They'll we've I'M you're he'd", "a<|endoftext|>b <|startoftext|>", "oil painting style, face, looking at the camera",
    "@#$%^&*()_+-=[]{};':\"\\|,.<>/?`~", "", " ", "!", "!!!", "a!b", "\u00a0nbsp\u2003em\u200bzero", "\ufeffbom",
    "ΟΔΟΣ ὈΔΥΣΣΕΎΣ Σ ΑΣ.", "İstanbul ISPARTA ıI", "ẞ ß SS", "ǆ Ǆ ǅ", "ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ", "① ⑩ Ⅷ ⅷ ㊿ 𝟘𝟙𝟚 𝔸𝔹ℂ 𝒜𝒷",
    "٠١٢٣ ०१२३ ๐๑๒ 零一二", "1234567890", "3.14159 1,000,000 -42 1e-5 0xFF", "a1b2c3", "v2.1-base", "SD2.1 512x512 16:9",
    "rock'n'roll 'tis o'clock y'all'd've", "don’t it’s", "'s 't 're 've 'm 'll 'd", "'S 'LL 'Ve", "s's", "''''",
    "snake_case kebab-case CamelCase", "https://example.org/a?b=c&d=%20#e", "me@example.org #tag @user",
    "((masterpiece)), [low quality:1.2], {a|b}", "<my-cat> <lora:x:0.5>", "<|pad|> <|endoftext", "|endoftext|> <|ENDOFTEXT|>",
    "👩‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪🇫🇷 ❤️ ☺️", "😀😁😂🤣", "🫠🫡🫥🩷", "♥ ★ ☎ ✓ ✗ → ← ⇒ ∞ ≠ ≤ √ ∑", "€ £ ¥ ₹ ₿ ¢ ©®™", "«quotes» „Gänse“ ‚so‘ “a” ‘b’",
    "–—―‐‑ … · • ‰", "a\u0301\u0323 e\u0302\u0301 \u0301", "Ångström Å Å", "Việt Nam Tiếng Việt", "Łódź źdźbło ąęśćżó",
    "Čeština řeřicha ďábel", "Íslenska þetta ðæ", "Türkçe ğüşiöç", "español ñandú ¿qué? ¡sí!", "português ação coração",
    "français œuvre ça où", "Straße Öl über Mädchen", "naïve façade Zoë coöperate", "Ελληνικά κείμενο ώρα", "Привет, мир! Ёлка",
    "Українська їжак ґанок", "Српски љубав џеп", "ქართული ენა", "Հայերեն լեզու", "עברית שלום", "עִבְרִית נְקֻדּוֹת", "العربية مرحبا",
    "العَرَبِيَّة ـــ", "فارسی سلام‌ها", "اردو زبان", "हिन्दी नमस्ते दुनिया", "বাংলা ভাষা", "தமிழ் மொழி", "తెలుగు భాష", "ಕನ್ನಡ", "മലയാളം",
    "ਪੰਜਾਬੀ", "ગુજરાતી", "සිංහල", "ภาษาไทย สวัสดี", "ພາສາລາວ", "မြန်မာ", "ខ្មែរ", "བོད་ཡིག", "አማርኛ ሰላም", "中文 你好，世界。", "繁體中文「引號」",
    "日本語 こんにちは カタカナ ﾊﾝｶｸ", "か\u3099 ガ ｶﾞ", "한국어 안녕하세요", "\u1112\u1161\u11ab", "ᏣᎳᎩ Ꭰ ꭰ", "ᐃᓄᒃᑎᑐᑦ", "𐐀𐐨 Deseret", "𓀀𓁐", "𠀀𠮷野家", "Ａ Ｂ ｃ １２３ ！？",
    "\u202eright to left\u202c", "a\u00adb soft", "zero\u200dwidth\u200cjoin", "line\u2028sep\u2029para", "\x00\x01\x7f", "\x85next \x1c\x1d",
    "a\rb\r\nc\vd\fe", "\ue000 private \U000f0000", "\ufffd \ufffe", "Ⱥ Ⱦ ẞ ϴ Ω K", "ß ŉ ǰ ΐ", "µ μ ſ s", "ª º ʰ ⁿ ₂ ²³",
]
SCRIPTS = [
    (0x21, 0x7E), (0xA1, 0x17F), (0x180, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x5F4),
    (0x600, 0x6FF), (0x900, 0xDFF), (0xE00, 0xFFF), (0x10A0, 0x11FF), (0x13A0, 0x13FD), (0x1E00, 0x1FFF), (0x2000, 0x22FF),
    (0x2300, 0x27BF), (0x3040, 0x30FF), (0x4E00, 0x9FBF), (0xAC00, 0xD7A3), (0xFF01, 0xFFEE), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6C5),
]
WORDS = "portrait of a smiling woman wearing sunglasses chef kitchen watercolor painting cinematic lighting trending on artstation Greg".split()


def strings():
    rng = random.Random(5)
    for low, high in SCRIPTS:
        for _ in range(7):
            letters = [chr(rng.randint(low, high)) for _ in range(rng.randint(1, 9))]
            if rng.random() < 0.5:
                letters.insert(rng.randrange(len(letters)), rng.choice([" ", "1", "'s", "a", ",", "B"]))
            yield "".join(letters)
    for _ in range(80):
        yield " ".join(rng.choice(WORDS + HAND[:60]) for _ in range(rng.randint(2, 7)))[:120]


texts = list(dict.fromkeys([*HAND, *strings()]))
# Characters that this Unicode version of Python does not know differ between libraries by age alone.
golden = {"transformers": transformers.__version__}
for name, pad in (("clip", "<|endoftext|>"), ("sd21", "!")):
    tokenizer = CLIPTokenizerFast.from_pretrained(sys.argv[1], pad_token=pad)
    golden[name] = [[text, tokenizer(text, add_special_tokens=False).input_ids] for text in texts]
with open(sys.argv[2], "w") as file:
    json.dump(golden, file, ensure_ascii=True, separators=(",", ":"))
    file.write("\n")
print(len(texts), "strings")
