package fx

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
)

// readRateJSON reads the object strictly, field by field.
func readRateJSON(data []byte) (rateJSON, error) {
	var out rateJSON
	if len(data) > maxRateJSON {
		return out, NewInputError("", "", "must be a JSON object of at most 131072 bytes")
	}
	tokens := json.NewDecoder(bytes.NewReader(data))
	tokens.UseNumber()
	err := jsonObject(tokens, []string{"base", "quote", "num", "den"}, func(field string) error {
		switch field {
		case "legs":
			return readLegs(tokens, &out.Legs)
		case "base":
			return jsonText(tokens, field, &out.Base)
		case "quote":
			return jsonText(tokens, field, &out.Quote)
		case "source":
			return jsonText(tokens, field, &out.Source)
		case "date":
			return jsonText(tokens, field, &out.Date)
		case "num":
			return jsonNumber(tokens, field, &out.Num)
		case "den":
			return jsonNumber(tokens, field, &out.Den)
		case "buffer":
			return jsonNumber(tokens, field, &out.Buffer)
		case "plan_num":
			return jsonNumber(tokens, field, &out.PlanNum)
		case "plan_den":
			return jsonNumber(tokens, field, &out.PlanDen)
		}
		return NewInputError("", field, "must have no field but base, quote, num, den, date, source, buffer, plan_num, plan_den and legs")
	})
	if err != nil {
		return out, err
	}
	if _, err := tokens.Token(); !errors.Is(err, io.EOF) {
		return out, malformedRate()
	}
	return out, nil
}

func malformedRate() error {
	return NewInputError("", "", `must be a JSON object such as {"base":"USD","quote":"CNY","num":"6.8322","den":"1"}`)
}

// readLegs reads the array of legs.
func readLegs(tokens *json.Decoder, legs *[]legJSON) error {
	if start, err := tokens.Token(); err != nil || start != json.Delim('[') {
		return NewInputError("legs", "", "must be a list")
	}
	*legs = []legJSON{}
	for tokens.More() {
		if len(*legs) == maxLegs {
			return NewInputError("legs", "", "must be at most 64")
		}
		var l legJSON
		err := jsonObject(tokens, []string{"base", "quote", "num", "den"}, func(field string) error {
			switch field {
			case "base":
				return jsonText(tokens, field, &l.Base)
			case "quote":
				return jsonText(tokens, field, &l.Quote)
			case "source":
				return jsonText(tokens, field, &l.Source)
			case "date":
				return jsonText(tokens, field, &l.Date)
			case "num":
				return jsonNumber(tokens, field, &l.Num)
			case "den":
				return jsonNumber(tokens, field, &l.Den)
			case "inverted":
				value, err := tokens.Token()
				inverted, ok := value.(bool)
				if err != nil || !ok {
					return NewInputError(field, "", "must be true or false")
				}
				l.Inverted = inverted
				return nil
			}
			return NewInputError("", field, "must have no field but base, quote, num, den, date, source and inverted")
		})
		if err != nil {
			return InField("legs["+strconv.Itoa(len(*legs))+"]", err)
		}
		*legs = append(*legs, l)
	}
	if _, err := tokens.Token(); err != nil {
		return malformedRate()
	}
	return nil
}

// readObject reads an object whose fields stand once each.
func jsonObject(tokens *json.Decoder, required []string, read func(field string) error) error {
	if start, err := tokens.Token(); err != nil || start != json.Delim('{') {
		return malformedRate()
	}
	seen := map[string]bool{}
	for tokens.More() {
		name, err := tokens.Token()
		if err != nil {
			return malformedRate()
		}
		field, _ := name.(string)
		if seen[field] {
			return NewInputError(field, "", "must be given once")
		}
		seen[field] = true
		if err := read(field); err != nil {
			return err
		}
	}
	if _, err := tokens.Token(); err != nil {
		return malformedRate()
	}
	var faults []error
	for _, field := range required {
		if !seen[field] {
			faults = append(faults, NewInputError(field, "", "must be given"))
		}
	}
	return errors.Join(faults...)
}

func jsonText(tokens *json.Decoder, field string, into *string) error {
	value, err := tokens.Token()
	text, ok := value.(string)
	if err != nil || !ok {
		return NewInputError(field, "", "must be a string")
	}
	*into = text
	return nil
}

func jsonNumber(tokens *json.Decoder, field string, into *string) error {
	value, err := tokens.Token()
	if err != nil {
		return NewInputError(field, "", "must be a decimal number as a string")
	}
	switch v := value.(type) {
	case string:
		*into = v
	case json.Number:
		*into = v.String()
	default:
		return NewInputError(field, "", "must be a decimal number as a string")
	}
	if *into == "" {
		return NewInputError(field, "", "must be a decimal number, is empty")
	}
	return nil
}
