package main

import (
	"slices"
	"strings"

	"github.com/lianxing/crossborder/pricing"
)

// A note is something that several channels may share, with their labels.
type note struct {
	name, text string // at least one of them
	labels     []string
}

// String is the note of one channel alone: "Storage: text".
func (n note) String() string {
	if n.text == "" {
		return n.name
	}
	return n.name + ": " + n.text
}

// missing are the unknown inputs for people: the name of a charge and what is
// not known of it, or the field of the request that is not given.
func (r *result) missing() []note {
	var out []note
	for _, x := range r.Missing {
		why, charge := r.unknown[x]
		switch {
		case charge:
			out = append(out, note{name: nameOf(x), text: why})
		case x == "cost.duty" && r.request.dutyForgotten():
			out = append(out, note{name: x, text: "goods from " + r.request.origin + " with freight and no duty: give the duty, 0 if none is due"})
		default:
			out = append(out, note{name: x})
		}
	}
	return out
}

// dutyForgotten reports whether a missing duty is one of which no cost says a word.
func (r request) dutyForgotten() bool {
	return !slices.ContainsFunc(r.costs, func(c pricing.CostItem) bool { return strings.Contains(c.Code, "duty") })
}

func textsOf(notes []note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.String())
	}
	return out
}

// notes are what channels leave out, miss or warn of, and the dead zones that
// their prices lie in. What several channels share is said once.
func (c *comparison) notes() (leftOut, missing, doubts, zones []string) {
	var left, unknown, warned, dead []note
	for i, r := range c.Quotes {
		label := c.Channels[i].Label
		for _, x := range r.LeftOut {
			left = noted(left, nameOf(x.Code), x.Reason, label)
		}
		for _, x := range r.missing() {
			unknown = noted(unknown, x.name, x.text, label)
		}
		for _, w := range r.Warnings {
			warned = noted(warned, "", w.Text, label)
		}
		if advice := r.advice(); advice != "" {
			dead = noted(dead, "", advice, label)
		}
	}
	return c.said(left), c.said(unknown), c.said(warned), c.said(dead)
}

// noted adds a note of a channel.
func noted(notes []note, name, text, label string) []note {
	for i := range notes {
		if n := &notes[i]; n.name == name && n.text == text {
			if !slices.Contains(n.labels, label) {
				n.labels = append(n.labels, label)
			}
			return notes
		}
	}
	return append(notes, note{name, text, []string{label}})
}

// said names the channels of each note: "Storage (x, y): text", "x, y: text".
func (c *comparison) said(notes []note) []string {
	var out []string
	for _, n := range notes {
		who := strings.Join(n.labels, ", ")
		if len(n.labels) == len(c.Channels) && len(n.labels) > 1 {
			who = "all channels"
		}
		if n.name != "" {
			who = n.name + " (" + who + ")"
		}
		if n.text != "" {
			who += ": " + n.text
		}
		out = append(out, who)
	}
	return out
}
