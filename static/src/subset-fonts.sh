#!/bin/sh
# Cuts the two typefaces down to what our pages use. Needs pyftsubset and fonttools (pip install fonttools brotli)
# on the PATH and the two font packages in node_modules (npm ci). Writes ../fonts/*.woff2.
set -eu
cd "$(dirname "$0")"

# core: what nearly every page needs. latin1 and ext load only when a name on the page needs them (unicode-range).
CORE="U+20-7E,U+A0,U+A3,U+A9,U+B7,U+C9,U+D6,U+DC,U+E0-E2,U+E4,U+E7-EB,U+ED,U+EF,U+F1,U+F3,U+F4,U+F6,U+FA,U+FC,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+2190,U+2192,U+2212,U+20AC"
LATIN1="U+A1,U+A2,U+A4-A8,U+AA-B6,U+B8-C8,U+CA-D5,U+D7-DB,U+DD-DF,U+E3,U+E5,U+E6,U+EC,U+EE,U+F0,U+F2,U+F5,U+F7-F9,U+FB,U+FD-FF,U+131,U+152,U+153"
EXT="U+100-130,U+132-151,U+154-17F,U+218-21B,U+1E80-1E85,U+1EF2,U+1EF3"

carve() { # source, characters, layout features, name
  pyftsubset "$1" --unicodes="$2" --layout-features="$3" --flavor=woff2 --no-hinting --output-file="../fonts/$4.woff2"
}

work=$(mktemp -d)
text=node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next
head=node_modules/@fontsource/young-serif/files/young-serif
fonttools varLib.instancer "$text-latin-wght-normal.woff2" wght=400:700 -q -o "$work/text.ttf"
fonttools varLib.instancer "$text-latin-ext-wght-normal.woff2" wght=400:700 -q -o "$work/text-ext.ttf"

carve "$work/text.ttf" "$CORE" kern,tnum text-core
carve "$work/text.ttf" "$LATIN1" kern text-latin1
carve "$work/text-ext.ttf" "$EXT" kern,locl text-ext
carve "$head-latin-400-normal.woff2" "$CORE" kern head-core
carve "$head-latin-400-normal.woff2" "$LATIN1" kern head-latin1
carve "$head-latin-ext-400-normal.woff2" "$EXT" kern head-ext
# Young Serif's apostrophe stands far from its neighbours in words such as "year's"; bring it closer.
python3 - <<'PY'
from fontTools.ttLib import TTFont
font = TTFont("../fonts/head-core.woff2")
font["hmtx"][font.getBestCmap()[0x2019]] = (250, 14)
font.save("../fonts/head-core.woff2")
PY
cp node_modules/@fontsource-variable/atkinson-hyperlegible-next/LICENSE ../fonts/LICENCE-atkinson-hyperlegible-next.txt
cp node_modules/@fontsource/young-serif/LICENSE ../fonts/LICENCE-young-serif.txt
rm -r "$work"

# The address of a font carries its fingerprint, as every static file's does, so that it can be cached for ever.
for file in ../fonts/*.woff2; do
  name=$(basename "$file")
  mark=$(sha256sum "$file" | cut -c 1-12)
  sed -i "s|/$name[^\"]*\"|/$name?v=$mark\"|" _fonts.scss
done
