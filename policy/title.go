package policy

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// A TitleFaultKind says what is wrong with a title. The texts are stable.
type TitleFaultKind string

// The kinds of faults of a title.
const (
	// TitleTooLong: it has more characters than allowed.
	TitleTooLong TitleFaultKind = "too_long"
	// TitleCharacter: it has one of ! $ ? _ { } ^ ¬ ¦ outside the brand name.
	TitleCharacter TitleFaultKind = "forbidden_character"
	// TitleRepeated: it has a word more than twice.
	TitleRepeated TitleFaultKind = "repeated_word"
	// TitlePromotion: it has a promotional phrase such as "free shipping".
	TitlePromotion TitleFaultKind = "promotional_phrase"
	// TitlePrice: it says a price or a discount, such as "$19.99" or "20% off".
	TitlePrice TitleFaultKind = "price_text"
	// TitleAvailability: it says whether the item can be had, such as "in stock".
	TitleAvailability TitleFaultKind = "availability_text"
)

// A TitleFault is one thing that is wrong with a title.
type TitleFault struct {
	Kind TitleFaultKind
	// Text is the offending text as it stands in the title, "" for a title that is
	// too long.
	Text string
	// Count is how often a repeated word or a forbidden character occurs, and how many
	// characters a title has that is too long; 0 for the rest.
	Count int
}

// String says the fault in a few words.
func (f TitleFault) String() string {
	switch f.Kind {
	case TitleTooLong:
		return "the title has " + strconv.Itoa(f.Count) + " characters"
	case TitleCharacter:
		return "the title has the forbidden character " + strconv.Quote(f.Text)
	case TitleRepeated:
		return "the title has the word " + strconv.Quote(f.Text) + " " + strconv.Itoa(f.Count) + " times"
	case TitlePromotion:
		return "the title has the promotional phrase " + strconv.Quote(f.Text)
	case TitlePrice:
		return "the title says a price or discount: " + strconv.Quote(f.Text)
	case TitleAvailability:
		return "the title says something about availability: " + strconv.Quote(f.Text)
	}
	return string(f.Kind) + " " + strconv.Quote(f.Text)
}

// titleLimit is the largest number of characters of a title.
const titleLimit = 200

// titleJudged is how much of a title is looked at besides its length. One that is
// longer is far too long anyway.
const titleJudged = 2000

// TitleFaults returns what Amazon's title requirements have against a title, in the
// order length, characters, words, phrases; nil for none. The brand may be unknown. A
// title is valid at every price, so a repricer asks once for each title.
//
//   - A title has at most 200 characters (runes, not bytes).
//   - ! $ ? _ { } ^ ¬ ¦ are forbidden, unless they are part of the brand name where it
//     stands in the title. Full-width and other compatible forms such as ＄ and ‼
//     count as these. Each character is one fault, however often it occurs.
//   - A word may occur twice. Articles, prepositions and conjunctions of English,
//     numbers and single letters may occur more often. Case does not matter; a plural
//     is another word, and so is one with a hyphen: in "non-slip, non-stick" there is
//     no word twice.
//   - Promotional phrases, prices with a currency, discounts in per cent and text on
//     availability are forbidden outside the brand name. The requirements give
//     examples; the list of the phrases is ours and English.
//
// Media products have other requirements.
func TitleFaults(title, brand string) []TitleFault { return titleFaults(title, brand, titleLimit) }

func titleFaults(title, brand string, limit int) []TitleFault {
	var faults []TitleFault
	if n := utf8.RuneCountInString(title); n > limit {
		faults = append(faults, TitleFault{Kind: TitleTooLong, Count: n})
	}
	var store titleStore
	folded, offsets := fold(title, store.folded[:0], store.offsets[:0])
	t := titleText{folded: folded, offsets: offsets, parts: split(folded, store.parts[:0])}
	if brand != "" {
		name, _ := fold(brand, store.brand[:0], store.brandOffsets[:0])
		t.masked = mask(folded, bytes.TrimSpace(name), store.masked[:0])
	}
	faults = t.characters(title, faults)
	faults = t.repeated(title, faults)
	return t.phrases(title, faults)
}

// A titleStore is the room for the text of an ordinary title, so that judging one
// without faults allocates nothing.
type titleStore struct {
	folded  [512]byte
	offsets [513]int32
	parts   [64]titlePart
	masked  [4]titleSpan

	brand        [96]byte
	brandOffsets [97]int32
}

// A titleText is a title in lower case without invisible characters, with compatible
// forms made plain, and where its bytes come from.
//
// The title itself is handed to its methods instead: what they keep of it must not
// take the room of the store to the heap.
type titleText struct {
	folded []byte
	// offsets[i] is where byte i of folded is from in the original; there is one more
	// for the end.
	offsets []int32
	parts   []titlePart
	// masked are the places of the brand name.
	masked []titleSpan
}

// A titleSpan is a piece of the folded text.
type titleSpan struct{ from, to int }

// A titlePart is a run of letters and digits. It is joined when a hyphen stands between
// it and the one before.
type titlePart struct {
	titleSpan
	joined bool
	hash   uint64
}

// newTitleText folds a title and finds its parts.
func newTitleText(title string) titleText {
	folded, offsets := fold(title, nil, nil)
	return titleText{folded: folded, offsets: offsets, parts: split(folded, nil)}
}

// fold adds a text in its folded form and where each byte comes from.
func fold(text string, folded []byte, offsets []int32) ([]byte, []int32) {
	runes := 0
	for i, r := range text {
		if runes++; runes > titleJudged {
			text = text[:i]
			break
		}
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			folded, offsets = append(folded, byte(r)), append(offsets, int32(i))
			continue
		}
		before := len(folded)
		folded = appendFolded(folded, r)
		for range len(folded) - before {
			offsets = append(offsets, int32(i))
		}
	}
	return folded, append(offsets, int32(len(text)))
}

// appendFolded adds a rune in lower case, its plain form for a compatible one, and
// nothing for an invisible one.
func appendFolded(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	switch {
	case 0xFF01 <= r && r <= 0xFF5E: // full-width forms of ASCII
		return appendFolded(b, r-0xFF01+'!')
	case unicode.Is(unicode.Cf, r), 0xFE00 <= r && r <= 0xFE0F: // variation selectors
		return b
	case unicode.IsSpace(r):
		return append(b, ' ')
	}
	switch r {
	case 0x203C, 0x2049, 0xFE15, 0xFE57: // ‼ ⁉ ︕ ﹗
		r = '!'
	case 0x2047, 0x2048, 0xFE16, 0xFE56: // ⁇ ⁈ ︖ ﹖
		r = '?'
	case 0xFE69: // ﹩
		r = '$'
	case 0xFE33, 0xFE34, 0xFE4D, 0xFE4E, 0xFE4F: // ︳ ︴ ﹍ ﹎ ﹏
		r = '_'
	case 0xFE5B, 0xFE37: // ﹛ ︷
		r = '{'
	case 0xFE5C, 0xFE38: // ﹜ ︸
		r = '}'
	case 0xFFE2: // ￢
		r = '¬'
	case 0xFFE4: // ￤
		r = '¦'
	case 0xFFE0: // ￠
		r = '¢'
	case 0xFFE1: // ￡
		r = '£'
	case 0xFFE5: // ￥
		r = '¥'
	case 0xFE6A: // ﹪
		r = '%'
	case 0x2010, 0x2011, 0xFE63: // ‐ ‑ ﹣
		r = '-'
	case 0x2018, 0x2019, 0x02BC: // ‘ ’ ʼ
		r = '\''
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

// isWordRune reports whether a folded rune is part of a word.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// split finds the parts. An apostrophe between two of its runes belongs to a part.
func split(folded []byte, parts []titlePart) []titlePart {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	for i := 0; i < len(folded); {
		r, size := runeAt(folded, i)
		if !isWordRune(r) {
			i += size
			continue
		}
		part := titlePart{titleSpan: titleSpan{from: i}, hash: offset}
		if last := len(parts) - 1; last >= 0 && parts[last].to == i-1 && folded[i-1] == '-' {
			part.joined = true
		}
		for i < len(folded) {
			if r, size = runeAt(folded, i); !isWordRune(r) {
				if r != '\'' || i+1 >= len(folded) {
					break
				}
				if next, _ := runeAt(folded, i+1); !isWordRune(next) {
					break
				}
			}
			for _, b := range folded[i : i+size] {
				part.hash = (part.hash ^ uint64(b)) * prime
			}
			i += size
		}
		part.to = i
		parts = append(parts, part)
	}
	return parts
}

func runeAt(folded []byte, i int) (rune, int) {
	if b := folded[i]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRune(folded[i:])
}

// text returns a piece as it stands in the title.
func (t *titleText) text(title string, s titleSpan) string {
	from, to := t.offsets[s.from], t.offsets[s.to]
	if to <= from { // the two ends fold from one rune
		_, size := utf8.DecodeRuneInString(title[from:])
		to = from + int32(size)
	}
	return title[from:to]
}

// mask finds the places of a brand name, as whole words.
func mask(folded, name []byte, spans []titleSpan) []titleSpan {
	if len(name) == 0 {
		return spans
	}
	first, _ := utf8.DecodeRune(name)
	last, _ := utf8.DecodeLastRune(name)
	for from := 0; from < len(folded); {
		i := bytes.Index(folded[from:], name)
		if i < 0 {
			break
		}
		s := titleSpan{from + i, from + i + len(name)}
		before, _ := utf8.DecodeLastRune(folded[:s.from])
		after, _ := utf8.DecodeRune(folded[s.to:])
		if (s.from == 0 || !isWordRune(first) || !isWordRune(before)) && (s.to == len(folded) || !isWordRune(last) || !isWordRune(after)) {
			spans = append(spans, s)
		}
		from = s.to
	}
	return spans
}

// inBrand reports whether a piece lies in the brand name.
func (t *titleText) inBrand(s titleSpan) bool {
	for _, m := range t.masked {
		if m.from <= s.from && s.to <= m.to {
			return true
		}
	}
	return false
}

// forbidden are the characters that no title may have.
var forbidden = [...]rune{'!', '$', '?', '_', '{', '}', '^', '¬', '¦'}

// characters adds a fault for each forbidden character.
func (t *titleText) characters(title string, faults []TitleFault) []TitleFault {
	var at [len(forbidden)]titleSpan
	var count [len(forbidden)]int
	found := false
	for i := 0; i < len(t.folded); {
		r, size := runeAt(t.folded, i)
		if !isWordRune(r) && r != ' ' {
			for k, bad := range forbidden {
				if s := (titleSpan{i, i + size}); r == bad && !t.inBrand(s) {
					if count[k]++; count[k] == 1 {
						at[k] = s
					}
					found = true
				}
			}
		}
		i += size
	}
	if !found {
		return faults
	}
	for k, n := range count {
		if n > 0 {
			faults = append(faults, TitleFault{Kind: TitleCharacter, Text: t.text(title, at[k]), Count: n})
		}
	}
	return faults
}

// repeated adds a fault for each word that occurs more than twice.
func (t *titleText) repeated(title string, faults []TitleFault) []TitleFault {
	var store [len(titleStore{}.parts)]titlePart
	words := store[:0]
	for _, part := range t.parts {
		if last := len(words) - 1; part.joined && last >= 0 {
			words[last].to = part.to
			words[last].hash = words[last].hash*31 + part.hash
		} else {
			words = append(words, part)
		}
	}
	// Most words occur once: only those whose hash shares six bits with two others
	// are compared.
	var once, twice, more uint64
	for i := range words {
		bit := uint64(1) << (words[i].hash >> 58)
		more |= twice & bit
		twice |= once & bit
		once |= bit
	}
	for i, word := range words {
		if more&(1<<(word.hash>>58)) == 0 {
			continue
		}
		count := 1
		for k := range words {
			if words[k].hash == word.hash && k != i && bytes.Equal(t.piece(words[k]), t.piece(word)) {
				if k < i {
					count = 0 // counted before
					break
				}
				count++
			}
		}
		if count > 2 && !isExemptWord(t.piece(word)) {
			faults = append(faults, TitleFault{Kind: TitleRepeated, Text: t.text(title, word.titleSpan), Count: count})
		}
	}
	return faults
}

func (t *titleText) piece(p titlePart) []byte { return t.folded[p.from:p.to] }

// isExemptWord reports whether a word may occur as often as one likes: an article, a
// preposition, a conjunction, a number or a single letter.
func isExemptWord(word []byte) bool {
	switch string(word) {
	case "a", "an", "the",
		"and", "or", "but", "nor", "so", "yet", "both", "either", "neither", "if", "because", "although", "though", "unless",
		"while", "when", "where", "whether", "than", "that", "once",
		"about", "above", "across", "after", "against", "along", "among", "around", "as", "at", "before", "behind", "below",
		"beneath", "beside", "besides", "between", "beyond", "by", "despite", "down", "during", "except", "for", "from", "in",
		"inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "past", "per", "plus", "since",
		"through", "throughout", "till", "to", "toward", "towards", "under", "underneath", "until", "up", "upon", "via", "with",
		"within", "without":
		return true
	}
	for i, n := 0, 0; i < len(word); n++ {
		r, size := utf8.DecodeRune(word[i:])
		if i += size; unicode.IsLetter(r) && (n > 0 || i < len(word)) {
			return false
		}
	}
	return true
}
