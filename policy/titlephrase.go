package policy

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// The phrases that no title may have, in lower case and without punctuation. The first
// two are the examples of the title requirements; the others are ours.
var (
	quotedPhrases      = []string{"free shipping", "100 quality guaranteed"}
	promotionalPhrases = []string{
		"free ship", "ships free", "free delivery", "free gift", "free bonus", "free returns",
		"quality guaranteed", "satisfaction guaranteed", "100 guaranteed", "100 satisfaction", "money back", "money back guarantee",
		"best seller", "best sellers", "bestseller", "bestsellers", "best selling", "top seller", "top rated", "hot item", "hot sale", "hot selling",
		"deal", "deals", "sale", "on sale", "clearance sale", "special offer", "limited offer", "limited time", "limited time offer",
		"limited time deal", "best offer", "best value", "bargain", "bargains", "discount", "discounts", "discounted", "promo", "coupon code",
		"buy now", "order now", "shop now", "add to cart", "buy one get one", "buy 1 get 1", "buy 2 get 1", "bogo", "cheap", "cheapest",
	}
	pricePhrases = []string{
		"low price", "lowest price", "best price", "great price", "special price", "sale price", "half price", "reduced price", "price drop",
		"half off",
	}
	availabilityPhrases = []string{
		"in stock", "out of stock", "back in stock", "low stock", "limited stock", "limited quantity", "limited quantities", "limited supply",
		"while supplies last", "while stocks last", "sold out", "available now", "now available", "last one", "last chance",
		"fast shipping", "fast delivery", "ships today", "ships fast", "ships now", "same day shipping", "ready to ship",
		"pre order", "preorder", "coming soon", "new arrival",
	}
)

// A titlePhrase is a phrase after its first word.
type titlePhrase struct {
	kind   TitleFaultKind
	first  string
	rest   []string
	quoted bool
}

// A titlePhrases holds the phrases by the hash of their first word, the longest first,
// and a filter that most words do not pass.
type titlePhrases struct {
	filter [16]uint64
	byHash map[uint64][]titlePhrase
}

// of returns the phrases that may begin with a word.
func (p *titlePhrases) of(hash uint64) []titlePhrase {
	if p.filter[hash>>6%16]&(1<<(hash%64)) == 0 {
		return nil
	}
	return p.byHash[hash]
}

var phraseIndex = sync.OnceValue(func() *titlePhrases {
	index := titlePhrases{byHash: map[uint64][]titlePhrase{}}
	for _, list := range []struct {
		kind    TitleFaultKind
		phrases []string
		quoted  bool
	}{
		{TitlePromotion, quotedPhrases, true}, {TitlePromotion, promotionalPhrases, false},
		{TitlePrice, pricePhrases, false}, {TitleAvailability, availabilityPhrases, false},
	} {
		for _, text := range list.phrases {
			words := strings.Fields(text)
			hash := newTitleText(words[0]).parts[0].hash
			phrases := append(index.byHash[hash], titlePhrase{list.kind, words[0], words[1:], list.quoted})
			for i := len(phrases) - 1; i > 0 && len(phrases[i].rest) > len(phrases[i-1].rest); i-- {
				phrases[i], phrases[i-1] = phrases[i-1], phrases[i]
			}
			index.byHash[hash] = phrases
			index.filter[hash>>6%16] |= 1 << (hash % 64)
		}
	}
	return &index
})

// isQuotedPhrase reports whether a text is one of the examples of the requirements.
func isQuotedPhrase(text string) bool {
	t := newTitleText(text)
	for _, phrase := range phraseIndex().of(t.hashAt(0)) {
		if phrase.quoted && t.match(0, &phrase) == len(t.parts) {
			return true
		}
	}
	return false
}

func (t *titleText) hashAt(i int) uint64 {
	if i >= len(t.parts) {
		return 0
	}
	return t.parts[i].hash
}

// match returns behind which part a phrase ends that begins with one, 0 for none.
func (t *titleText) match(i int, phrase *titlePhrase) int {
	if len(t.parts)-i <= len(phrase.rest) || string(t.piece(t.parts[i])) != phrase.first {
		return 0
	}
	for k, word := range phrase.rest {
		if string(t.piece(t.parts[i+1+k])) != word {
			return 0
		}
	}
	return i + 1 + len(phrase.rest)
}

// phrases adds a fault for each phrase and each price, in their order. A price or
// phrase is found once, where it stands first.
func (t *titleText) phrases(title string, faults []TitleFault) []TitleFault {
	index := phraseIndex()
	add := func(kind TitleFaultKind, s titleSpan) {
		if t.inBrand(s) {
			return
		}
		text := t.text(title, s)
		for _, f := range faults {
			if f.Kind == kind && strings.EqualFold(f.Text, text) {
				return
			}
		}
		faults = append(faults, TitleFault{Kind: kind, Text: text})
	}
	for i := 0; i < len(t.parts); i++ {
		end := 0
		starting := index.of(t.parts[i].hash)
		for k := range starting {
			phrase := &starting[k]
			if end = t.match(i, phrase); end > 0 && !t.inBrand(titleSpan{t.parts[i].from, t.parts[end-1].to}) {
				add(phrase.kind, titleSpan{t.parts[i].from, t.parts[end-1].to})
				break
			}
			end = 0
		}
		if end > 0 {
			i = end - 1
			continue
		}
		if t.isDigit(t.parts[i].from) {
			if s, next, ok := t.priceAt(i); ok {
				add(TitlePrice, s)
				i = next - 1
			}
		}
	}
	return faults
}

// priceAt finds a price or a discount whose number begins with a part, and behind which
// part it ends.
func (t *titleText) priceAt(i int) (titleSpan, int, bool) {
	s := t.parts[i].titleSpan
	next := i + 1
	// 1,299.99: parts that only a dot or a comma parts.
	for next < len(t.parts) && t.parts[next].from == s.to+1 && (t.folded[s.to] == '.' || t.folded[s.to] == ',') && t.isDigit(t.parts[next].from) {
		s.to = t.parts[next].to
		next++
	}
	before, after := s.from, s.to
	if before > 0 && t.folded[before-1] == ' ' {
		before--
	}
	if r, size := utf8.DecodeLastRune(t.folded[:before]); isCurrencySign(r) {
		s.from = before - size
		return s, next, true
	}
	if r, size := utf8.DecodeRune(t.folded[after:]); isCurrencySign(r) {
		s.to = after + size
		return s, next, true
	} else if r == '%' {
		return t.percentAt(i, next, titleSpan{s.from, after + size})
	}
	if i > 0 && t.parts[i-1].to == before && isCurrencyCode(t.piece(t.parts[i-1])) {
		s.from = t.parts[i-1].from
		return s, next, true
	}
	if next < len(t.parts) && isCurrencyCode(t.piece(t.parts[next])) && t.parts[next].from-s.to <= 1 {
		s.to = t.parts[next].to
		return s, next + 1, true
	}
	return s, next, false
}

// percentAt finds a discount around a number in per cent: "20% off", "save 20%".
func (t *titleText) percentAt(i, next int, s titleSpan) (titleSpan, int, bool) {
	if next < len(t.parts) && t.parts[next].from-s.to <= 1 {
		switch string(t.piece(t.parts[next])) {
		case "off", "discount", "coupon", "savings":
			return titleSpan{s.from, t.parts[next].to}, next + 1, true
		}
	}
	if i > 0 && s.from-t.parts[i-1].to == 1 {
		switch string(t.piece(t.parts[i-1])) {
		case "save", "saves", "saving":
			return titleSpan{t.parts[i-1].from, s.to}, next, true
		}
	}
	return s, next, false
}

func (t *titleText) isDigit(i int) bool { return '0' <= t.folded[i] && t.folded[i] <= '9' }

func isCurrencySign(r rune) bool {
	switch r {
	case '$', '€', '£', '¥', '¢', '₹', '₩':
		return true
	}
	return false
}

func isCurrencyCode(word []byte) bool {
	switch string(word) {
	case "usd", "us", "eur", "gbp", "cad", "aud", "jpy", "cny", "rmb":
		return string(word) != "us" // "us 10" is a size
	}
	return false
}
