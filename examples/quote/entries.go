package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianxing/crossborder/fx"
)

// maxChannels is how many channels one request may compare.
const maxChannels = 20

// An entry is one channel of a request with several. It makes a request of its
// own: what the entry does not say is what the request says.
type entry struct {
	path   string // "channels[1]"
	label  string
	own    []string // the fields that the entry says itself
	merged node
}

// commonOnly are the fields that all channels share.
var commonOnly = []string{"sku", "date", "channels"}

// readEntries returns the requests that a list of channels makes of one.
func readEntries(n, list node, f *faults) []entry {
	if list.kind != isList || len(list.items) == 0 || len(list.items) > maxChannels {
		f.add("channels", list.brief(), "must be a list of 1 to "+strconv.Itoa(maxChannels)+" channels")
		return nil
	}
	if channel, given := n.field("channel"); given {
		f.add("channel", channel.brief(), "must not be given with channels")
		return nil
	}
	common := slices.DeleteFunc(slices.Clone(n.fields), func(x field) bool { return x.name == "channels" })
	if len(n.fields)-len(common) > 1 {
		f.add("channels", "", "must not be there twice")
	}
	var out []entry
	for i, item := range list.items {
		path := "channels[" + strconv.Itoa(i) + "]"
		if item.kind == isText { // the name alone
			item = node{kind: isObject, fields: []field{{"channel", item}}}
		}
		o := open(item, path, f)
		if item.kind == isObject {
			out = append(out, readEntry(&o, common))
		}
	}
	checkLabels(out, f)
	return out
}

// readEntry reads one object of the list.
func readEntry(o *object, common []field) entry {
	e := entry{path: o.path, label: o.label("label"), merged: node{kind: isObject}}
	labels := 0
	for _, x := range o.node.fields {
		switch {
		case x.name == "label":
			if labels++; labels == 2 {
				o.faults.add(o.at(x.name), x.value.brief(), "must not be there twice")
			}
			continue
		case slices.Contains(commonOnly, x.name):
			o.faults.add(o.at(x.name), x.value.brief(), "must not be given for one channel: it is the same for all")
			continue
		}
		e.own = append(e.own, x.name)
		e.merged.fields = append(e.merged.fields, x)
	}
	for _, x := range common {
		if !slices.Contains(e.own, x.name) {
			e.merged.fields = append(e.merged.fields, x)
		}
	}
	if e.label == "" {
		channel, _ := e.merged.field("channel")
		by, _ := e.merged.field("fulfillment")
		if slices.Contains(e.own, "fulfillment") && by.kind == isText {
			channel.text += " " + by.text
		}
		e.label = legible(strings.TrimSpace(channel.text))
	}
	return e
}

// checkLabels notes labels that are there twice.
func checkLabels(entries []entry, f *faults) {
	for i, e := range entries {
		first := slices.IndexFunc(entries, func(x entry) bool { return x.label == e.label })
		if first < i && e.label != "" {
			f.add(e.path+".label", e.label, "must not be that of "+entries[first].path+" as well: give each a label of its own")
		}
	}
}

// locate turns the path of a fault into one of the request that the entry is
// part of.
func (e *entry) locate(fault *fx.InputError) {
	switch first := firstOf(fault.Field); {
	case first == "":
		fault.Field = e.path
	case first == "channel" || slices.Contains(e.own, first):
		fault.Field = e.path + "." + fault.Field
	}
}
