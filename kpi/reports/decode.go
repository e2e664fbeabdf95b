package reports

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An Encoding is how the text of a file is written.
type Encoding string

// The encodings that are read.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16 little endian"
	UTF16BE     Encoding = "UTF-16 big endian"
	Windows1252 Encoding = "Windows-1252"
)

// sniffed is how much of a file is looked at before it is read.
const sniffed = 64 << 10

// decoded returns the text of a file as UTF-8, without a byte order mark. What is not
// valid UTF-8 stays as it is, and is read as Windows-1252 record by record.
func decoded(r io.Reader) (*bufio.Reader, Encoding, error) {
	raw := bufio.NewReaderSize(r, sniffed)
	start, err := raw.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, "", err
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		_, err := raw.Discard(3)
		return raw, UTF8, err
	case bytes.HasPrefix(start, []byte("\xff\xfe")):
		_, err := raw.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{r: raw, order: binary.LittleEndian}, sniffed), UTF16LE, err
	case bytes.HasPrefix(start, []byte("\xfe\xff")):
		_, err := raw.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{r: raw, order: binary.BigEndian}, sniffed), UTF16BE, err
	}
	if even, odd := zeros(start); odd > len(start)/4 && even == 0 {
		return bufio.NewReaderSize(&utf16Reader{r: raw, order: binary.LittleEndian}, sniffed), UTF16LE, nil
	} else if even > len(start)/4 && odd == 0 {
		return bufio.NewReaderSize(&utf16Reader{r: raw, order: binary.BigEndian}, sniffed), UTF16BE, nil
	}
	if whole := start[:len(start)-partRune(start)]; !utf8.Valid(whole) {
		return raw, Windows1252, nil
	}
	return raw, UTF8, nil
}

// zeros counts the bytes 0 at even and at odd places.
func zeros(b []byte) (even, odd int) {
	for i, c := range b {
		switch {
		case c != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	return even, odd
}

// partRune returns how many bytes at the end begin a character that is cut off.
func partRune(b []byte) int {
	for n := 1; n <= min(utf8.UTFMax-1, len(b)); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// A utf16Reader turns UTF-16 into UTF-8.
type utf16Reader struct {
	r     *bufio.Reader
	order binary.ByteOrder
	out   []byte // converted and not yet read
	buf   [utf8.UTFMax]byte
	fault error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(u.out) == 0 {
			if u.fault != nil {
				break
			}
			if u.fault = u.next(); u.fault != nil {
				break
			}
		}
		k := copy(p[n:], u.out)
		u.out, n = u.out[k:], n+k
	}
	if n > 0 {
		return n, nil
	}
	return 0, u.fault
}

// next converts one character.
func (u *utf16Reader) next() error {
	unit, err := u.unit()
	if err != nil {
		return err
	}
	c := rune(unit)
	if utf16.IsSurrogate(c) {
		low, err := u.unit()
		if err != nil && err != io.EOF {
			return err
		}
		if c = utf16.DecodeRune(c, rune(low)); c == utf8.RuneError || err == io.EOF {
			return &ReadError{Reason: "must be text in UTF-16, has half a character"}
		}
	}
	u.out = u.buf[:utf8.EncodeRune(u.buf[:], c)]
	return nil
}

func (u *utf16Reader) unit() (uint16, error) {
	var pair [2]byte
	if _, err := io.ReadFull(u.r, pair[:]); err != nil {
		if err == io.ErrUnexpectedEOF {
			return 0, &ReadError{Reason: "must be text in UTF-16, ends in the middle of a character"}
		}
		return 0, err
	}
	return u.order.Uint16(pair[:]), nil
}

// A lineReader ends every line with LF: it turns CR LF, and CR alone, into one.
type lineReader struct {
	r     io.Reader
	cr    bool // the byte before was a CR
	zeros bool // there was a byte of 0
}

func (l *lineReader) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	b := p[:n]
	if n > 0 && l.cr {
		if l.cr = false; b[0] == '\n' { // the end of the line is written
			b = b[:copy(b, b[1:])]
		}
	}
	l.zeros = l.zeros || bytes.IndexByte(b, 0) >= 0
	if i := bytes.IndexByte(b, '\r'); i >= 0 {
		b = l.convert(b, i)
	}
	return len(b), err
}

// convert converts text in its place; the first CR is at i.
func (l *lineReader) convert(b []byte, i int) []byte {
	end := i // of what is converted
	for i < len(b) {
		b[end] = '\n'
		end++
		if i++; i == len(b) {
			l.cr = true
			break
		}
		if b[i] == '\n' {
			i++
		}
		rest := b[i:]
		if next := bytes.IndexByte(rest, '\r'); next >= 0 {
			rest = rest[:next]
		}
		i += len(rest)
		end += copy(b[end:], rest)
	}
	return b[:end]
}

// textOf returns a cell as UTF-8: one that is not is Windows-1252. ok is false when it
// is neither.
func textOf(cell string) (text string, ok bool) {
	if utf8.ValidString(cell) {
		return cell, true
	}
	var b strings.Builder
	b.Grow(len(cell) + len(cell)/2)
	for i := range len(cell) {
		c := cell[i]
		switch {
		case c < 0x80 || c >= 0xa0:
			b.WriteRune(rune(c)) // Latin-1
		case windows1252[c-0x80] == 0:
			return cell, false
		default:
			b.WriteRune(windows1252[c-0x80])
		}
	}
	return b.String(), true
}

// windows1252 are the characters 0x80 to 0x9f; five are not assigned.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}
