package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/lianxing/crossborder/fx"
)

// Bounds of a file of policies.
const (
	maxMAPFile   = 16 << 20
	maxMAPFaults = 1000
	maxMAPDepth  = 8
)

// ReadMAP reads a file of minimum advertised prices, a JSON object:
//
//	{"policies": [{
//	  "brand": "Acme", "sku": "AC-1", "upc": "012345678905",
//	  "price": "49.99", "currency": "USD", "from": "2026-01-01", "to": null,
//	  "channels": ["amazon", "walmart"],
//	  "surfaces": ["listing", "feed", "ad", "email", "chat"],
//	  "in_cart_exempt": true, "login_exempt": false,
//	  "events": [{"name": "summer", "from": "2026-07-01", "to": "2026-07-07", "price": "44.99"}],
//	  "coupons": "counts", "bundles": "counts", "gifts": "exempt",
//	  "discontinued": ["AC-0"], "grace_hours": 24,
//	  "tiers": [{"count": 1, "window_days": 180, "action": "notice"},
//	            {"count": 2, "window_days": 180, "action": "hold"}],
//	  "notice_address": "map@example.com", "version": "2026-1", "source_hash": "sha256:…"
//	}]}
//
// Brand, price, currency and from are required; what the others mean when they are
// absent or null says [MAPPolicy]. An event whose price is null has no minimum.
// Prices are texts. A policy without a source_hash gets that of the file itself,
// "sha256:" and 64 digits.
//
// Unknown and repeated fields, other types and everything that [MAPPolicy.Check]
// refuses are [*fx.InputError] with the path "policies[3].tiers[0].count"; all faults
// are joined, the first 1,000 of them. A file has at most 16 MiB. An error of the
// reader itself is returned as it is.
func ReadMAP(r io.Reader) ([]MAPPolicy, error) {
	if r == nil {
		return nil, fx.NewInputError("reader", "", "must not be nil")
	}
	data, err := io.ReadAll(io.LimitReader(r, maxMAPFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxMAPFile {
		return nil, fx.NewInputError("", "", "must have at most 16 MiB")
	}
	sum := sha256.Sum256(data)
	in := mapFile{dec: json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))), hash: "sha256:" + hex.EncodeToString(sum[:])}
	in.dec.UseNumber()
	policies := in.file()
	if len(in.faults) > 0 {
		return nil, errors.Join(in.faults...)
	}
	return policies, nil
}

// A mapFile is a file while it is read. A text that is no JSON stops the reading, any
// other fault does not.
type mapFile struct {
	dec    *json.Decoder
	hash   string
	faults []error
	broken bool
}

func (m *mapFile) fault(path, value, reason string) {
	if len(m.faults) < maxMAPFaults {
		m.faults = append(m.faults, fx.NewInputError(path, value, reason))
	}
}

// breakOff notes that the text is no JSON.
func (m *mapFile) breakOff(path string) {
	if !m.broken {
		m.broken = true
		m.fault(path, "", "must be JSON of the form that ReadMAP describes")
	}
}

// file reads the whole file.
func (m *mapFile) file() []MAPPolicy {
	var out []MAPPolicy
	has := false
	m.object("", m.token(""), func(field, path string) bool {
		if field != "policies" {
			return false
		}
		has = true
		m.list(path, m.token(path), func(path string, t json.Token) {
			if p, ok := m.policy(path, t); ok {
				out = append(out, p)
			}
		})
		return true
	})
	if !m.broken {
		if _, err := m.dec.Token(); !errors.Is(err, io.EOF) {
			m.breakOff("")
		} else if !has && len(m.faults) == 0 {
			m.fault("policies", "", "must be a list")
		}
	}
	return out
}

// policy reads one policy; it is not ok when it has a fault.
func (m *mapFile) policy(path string, t json.Token) (MAPPolicy, bool) {
	var p MAPPolicy
	before := len(m.faults)
	m.object(path, t, func(field, path string) bool {
		t := m.token(path)
		switch field {
		case "brand":
			m.text(path, t, &p.Brand)
		case "sku":
			m.text(path, t, &p.SKU)
		case "upc":
			m.text(path, t, &p.UPC)
		case "price":
			m.amount(path, t, &p.Price)
		case "currency":
			m.text(path, t, (*string)(&p.Currency))
		case "from":
			m.day(path, t, &p.From)
		case "to":
			m.day(path, t, &p.To)
		case "channels":
			m.list(path, t, func(path string, t json.Token) { p.Channels = append(p.Channels, m.item(path, t)) })
		case "surfaces":
			m.list(path, t, func(path string, t json.Token) { p.Surfaces = append(p.Surfaces, Surface(m.item(path, t))) })
		case "in_cart_exempt":
			m.flag(path, t, &p.InCartExempt)
		case "login_exempt":
			m.flag(path, t, &p.LoginExempt)
		case "events":
			m.list(path, t, func(path string, t json.Token) { p.Events = append(p.Events, m.event(path, t)) })
		case "coupons":
			m.text(path, t, (*string)(&p.Coupons))
		case "bundles":
			m.text(path, t, (*string)(&p.Bundles))
		case "gifts":
			m.text(path, t, (*string)(&p.Gifts))
		case "discontinued":
			m.list(path, t, func(path string, t json.Token) { p.Discontinued = append(p.Discontinued, m.item(path, t)) })
		case "grace_hours":
			m.whole(path, t, &p.GraceHours)
		case "tiers":
			m.list(path, t, func(path string, t json.Token) { p.Tiers = append(p.Tiers, m.tier(path, t)) })
		case "notice_address":
			m.text(path, t, &p.NoticeAddress)
		case "version":
			m.text(path, t, &p.Version)
		case "source_hash":
			m.text(path, t, &p.SourceHash)
		default:
			m.skip(path, t)
			return false
		}
		return true
	})
	if len(m.faults) > before || m.broken {
		return p, false
	}
	if p.Currency == "" {
		m.fault(path+".currency", "", "must not be empty")
	}
	for _, err := range fx.Faults(fx.InField(path, p.Check())) {
		if len(m.faults) < maxMAPFaults {
			m.faults = append(m.faults, err)
		}
	}
	if p.SourceHash == "" {
		p.SourceHash = m.hash
	}
	return p, len(m.faults) == before
}

func (m *mapFile) event(path string, t json.Token) MAPEvent {
	var e MAPEvent
	m.object(path, t, func(field, path string) bool {
		t := m.token(path)
		switch field {
		case "name":
			m.text(path, t, &e.Name)
		case "from":
			m.day(path, t, &e.From)
		case "to":
			m.day(path, t, &e.To)
		case "price":
			if t != nil {
				e.Price.Valid = true
				m.amount(path, t, &e.Price.Decimal)
			}
		default:
			m.skip(path, t)
			return false
		}
		return true
	})
	return e
}

func (m *mapFile) tier(path string, t json.Token) MAPTier {
	var tier MAPTier
	m.object(path, t, func(field, path string) bool {
		t := m.token(path)
		switch field {
		case "count":
			m.whole(path, t, &tier.Count)
		case "window_days":
			m.whole(path, t, &tier.WindowDays)
		case "action":
			m.text(path, t, (*string)(&tier.Action))
		default:
			m.skip(path, t)
			return false
		}
		return true
	})
	return tier
}

// token reads the next token; nil is null, or the end of what can be read.
func (m *mapFile) token(path string) json.Token {
	if m.broken {
		return nil
	}
	t, err := m.dec.Token()
	if err != nil {
		m.breakOff(path)
		return nil
	}
	return t
}

// object reads an object whose first token was read. Read is told each field and
// its path, reads the value and says whether it knows the field; where it reads
// nothing of an unknown one, the value is read here.
func (m *mapFile) object(path string, t json.Token, read func(field, path string) bool) {
	if t != json.Delim('{') {
		m.wrong(path, t, "must be an object")
		return
	}
	seen := map[string]bool{}
	for !m.broken && m.dec.More() {
		name, _ := m.token(path).(string)
		if m.broken {
			return
		}
		field := fx.NewInputError("", name, "").Value // shortened
		at := field
		if path != "" {
			at = path + "." + field
		}
		start := m.dec.InputOffset()
		known := read(name, at)
		if !known {
			m.fault(at, "", "is not a known field")
			if m.dec.InputOffset() == start {
				m.skip(at, m.token(at))
			}
		} else if seen[name] {
			m.fault(at, "", "must not occur twice")
		}
		seen[name] = true
	}
	m.token(path)
}

// list reads a list whose first token was read; null is none.
func (m *mapFile) list(path string, t json.Token, read func(path string, t json.Token)) {
	if t == nil {
		return
	}
	if t != json.Delim('[') {
		m.wrong(path, t, "must be a list")
		return
	}
	for i := 0; !m.broken && m.dec.More(); i++ {
		at := path + "[" + strconv.Itoa(i) + "]"
		if t := m.token(at); !m.broken {
			read(at, t)
		}
	}
	m.token(path)
}

// wrong notes that a value is of another type, and reads the rest of it.
func (m *mapFile) wrong(path string, t json.Token, reason string) {
	if m.broken {
		return
	}
	value := ""
	switch t := t.(type) {
	case string:
		value = t
	case json.Number:
		value = t.String()
	case bool:
		value = strconv.FormatBool(t)
	}
	m.fault(path, value, reason)
	m.skip(path, t)
}

// skip reads what is left of a value whose first token was read.
func (m *mapFile) skip(path string, t json.Token) {
	for depth := 0; ; t = m.token(path) {
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if m.broken || depth <= 0 {
			return
		}
		if depth > maxMAPDepth {
			m.breakOff(path)
			return
		}
	}
}

// item reads a text of a list.
func (m *mapFile) item(path string, t json.Token) string {
	var out string
	if t == nil {
		m.wrong(path, t, "must be a text")
	}
	m.text(path, t, &out)
	if t == "" {
		m.fault(path, "", "must not be empty")
	}
	return out
}

// maxMAPText is how long a text is at most.
const maxMAPText = 200

func (m *mapFile) text(path string, t json.Token, out *string) {
	switch s, ok := t.(string); {
	case t == nil:
	case !ok:
		m.wrong(path, t, "must be a text")
	case len(s) > maxMAPText:
		m.fault(path, s, "must have at most "+strconv.Itoa(maxMAPText)+" bytes")
	default:
		*out = s
	}
}

func (m *mapFile) amount(path string, t json.Token, out *decimal.Decimal) {
	s, ok := t.(string)
	if !ok {
		m.wrong(path, t, `must be a decimal as text such as "49.99"`)
		return
	}
	d, err := fx.ParseDecimal(s)
	if err != nil {
		m.fault(path, s, `must be a decimal as text such as "49.99"`)
	}
	*out = d
}

func (m *mapFile) day(path string, t json.Token, out *time.Time) {
	if t == nil {
		return
	}
	s, ok := t.(string)
	if !ok {
		m.wrong(path, t, "must be a day such as 2026-01-31")
		return
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil || !isDay(d) {
		m.fault(path, s, "must be a day such as 2026-01-31")
		return
	}
	*out = d
}

func (m *mapFile) whole(path string, t json.Token, out *int) {
	if t == nil {
		return
	}
	n, ok := t.(json.Number)
	if !ok {
		m.wrong(path, t, "must be a whole number")
		return
	}
	v, err := strconv.ParseInt(n.String(), 10, 32)
	if err != nil {
		m.fault(path, n.String(), "must be a whole number")
		return
	}
	*out = int(v)
}

func (m *mapFile) flag(path string, t json.Token, out *bool) {
	b, ok := t.(bool)
	if !ok && t != nil {
		m.wrong(path, t, "must be true or false")
	}
	*out = b
}
