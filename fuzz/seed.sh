#!/usr/bin/env bash
# Fills corpus/TARGET from the fixtures, and corpus/*.dict from the dictionaries. Names are kept, so that it is plain what a find came from; what is there already stays.
set -euo pipefail
cd "$(dirname "$0")"
fixtures=../fixtures
houses=(itu council un sc hrc ecosoc wha unesco)
mkdir -p corpus/{package,part,text,critic_markup,citations,recover,diff,search,activities}

# A seed of two texts: the older, a line, the newer.
pair() { { cat "$1"; printf '\n====\n'; cat "$2"; } > "$3"; }

for folder in "${houses[@]}" features bad; do
    for file in "$fixtures/$folder"/*.docx; do cp "$file" "corpus/package/$folder-$(basename "$file")"; done
done
# The main part of a whole text is a seed of its own.
for house in "${houses[@]}"; do
    for file in "$fixtures/$house"/*.docx; do
        unzip -p "$file" word/document.xml > "corpus/part/$house-$(basename "$file" .docx).xml"
    done
done
cp "$fixtures"/features/*.parts corpus/part/

for folder in "${houses[@]}" good notes glued bases citations revisions/landing-stations revisions/alike; do
    for file in "$fixtures/$folder"/*.txt; do
        [ -e "$file" ] || continue
        name="$(basename "$folder")-$(basename "$file")"
        cp "$file" "corpus/text/$name"
        if grep -q '{++\|{--' "$file"; then cp "$file" "corpus/critic_markup/$name"; fi
        { echo "access* \"member states\""; cat "$file"; } > "corpus/search/$name"
    done
done
for file in "$fixtures"/features/*.older.txt; do cp "$file" "corpus/critic_markup/$(basename "$file")"; done

# One line a seed, behind the code of its language.
for file in "$fixtures"/citations/*.txt; do
    name="$(basename "$file" .txt)"
    awk -v code="${name##*.}" -v out="corpus/citations/$name" 'NF { n++; printf "%s\n%s", code, $0 > (out "-" n); close(out "-" n) }' "$file"
done

for file in "$fixtures"/glued/*.txt; do cp "$file" corpus/recover/; done
for file in "$fixtures"/bases/*.base.txt; do
    pair "$file" "${file/.base/}" "corpus/recover/$(basename "$file")"
done

for older in "$fixtures"/revisions/alike/*.older.txt; do
    pair "$older" "${older/.older/.newer}" "corpus/diff/$(basename "$older")"
done
for file in "$fixtures"/features/*.docx; do
    pair "$file" "${file/.docx/.newer.txt}" "corpus/diff/$(basename "$file")"
done

printf 'séismes' > corpus/search/word
printf 'NOT a OR b* NEAR("c d' > corpus/search/signs
printf '海底光缆' > corpus/search/chinese

for file in "$fixtures"/mapping/tables/*/*.{csv,tsv,json} "$fixtures"/mapping/digital-safety/*.csv; do
    [ -e "$file" ] && cp "$file" "corpus/activities/$(basename "$(dirname "$file")")-$(basename "$file")"
done
# A workbook is made by the program: `cargo run` in the folder above.
(cd .. && cargo run --quiet -- map --template xlsx) > corpus/activities/template.xlsx

# libFuzzer reads dictionaries of ASCII alone.
for file in dictionaries/*.dict; do
    perl -pe 's/([\x80-\xff])/sprintf "\\x%02x", ord $1/ge' "$file" > "corpus/$(basename "$file")"
done

for folder in corpus/*/; do echo "$(ls "$folder" | wc -l) $folder"; done
