package main

import "strings"

const (
	mostFiles = 200 // listed one by one
	fewFiles  = 15  // these need no table of their kinds
)

// fileBlocks say how each file was understood: those with problems first, then the kinds,
// then each file.
func fileBlocks(d document) []htmlBlock {
	all, odd := fileTable("Files, and what they were used for"), fileTable("Files that were not read, or not in full")
	var remarks []htmlBlock
	problems := 0
	for i, f := range d.Files {
		class := ""
		if f.Kind == "" || len(f.Faults)+f.More > 0 {
			class = "fault"
			if problems++; problems <= mostRows {
				odd.file(class, f)
			}
		}
		if i < mostFiles {
			all.file(class, f)
		}
		if len(remarks) < mostFiles {
			if b := fileRemarks(f); !b.empty() {
				remarks = append(remarks, b)
			}
		}
	}
	all.leaveOut(len(d.Files)-mostFiles, "file")
	odd.leaveOut(problems-mostRows, "file")
	if len(d.Files) <= fewFiles {
		return append([]htmlBlock{all.block()}, remarks...)
	}
	blocks := []htmlBlock{odd.block(), kindTable(d.Files).block(), folded("All "+counted(len(d.Files), "file"), all.block())}
	return append(blocks, folded("Remarks on "+counted(len(remarks), "file"), remarks...))
}

func fileTable(caption string) *htmlTable {
	return newTable(caption, plainColumn("File"), plainColumn("What it is"), numberColumn("Rows"), daysColumn("Days"), plainColumn("Written in"),
		proseColumn("Used for"), numberColumn("Rows not read"))
}

// file adds a file.
func (t *htmlTable) file(class string, f filePart) {
	kind := f.Kind
	if kind == "" {
		kind = notKnown
	}
	var written []string
	for _, s := range []string{f.Encoding, f.Separator, f.Decimal} {
		if s != "" {
			written = append(written, s)
		}
	}
	t.add(class, f.Name, kind, countText(f.Rows), daysText(f.Days), strings.Join(written, ", "), f.Used, countText(len(f.Faults)+f.More))
}

// kindTable adds the files of each kind up, in the order in which the kinds appear.
func kindTable(files []filePart) *htmlTable {
	t := newTable("Kinds of files", plainColumn("What it is"), numberColumn("Files"), numberColumn("Rows"), daysColumn("Days"), proseColumn("Used for"))
	type sum struct {
		files, rows int
		days        *dateRange
		used        string
	}
	sums := map[string]*sum{}
	var kinds []string
	for _, f := range files {
		s := sums[f.Kind]
		if s == nil {
			s = &sum{}
			sums[f.Kind] = s
			kinds = append(kinds, f.Kind)
		}
		s.files++
		s.rows += f.Rows
		if s.used == "" {
			s.used = f.Used
		}
		if f.Days != nil && f.Days.First != "" {
			if s.days == nil {
				s.days = &dateRange{f.Days.First, f.Days.Last, 0}
			}
			s.days.First, s.days.Last = min(s.days.First, f.Days.First), max(s.days.Last, f.Days.Last)
		}
	}
	for _, kind := range kinds {
		s := sums[kind]
		if kind == "" {
			kind = notKnown
		}
		t.add("", kind, countText(s.files), countText(s.rows), daysText(s.days), s.used)
	}
	return t
}

// fileRemarks are the faults of a file and what of it was not understood.
func fileRemarks(f filePart) htmlBlock {
	var notes []string
	for _, fault := range f.Faults[:min(len(f.Faults), mostDetails)] {
		notes = append(notes, fullStop(fault))
	}
	if more := f.More + max(0, len(f.Faults)-mostDetails); more > 0 {
		notes = append(notes, "And "+counted(more, "row")+" more that could not be read.")
	}
	if len(f.Unknown) > 0 {
		notes = append(notes, "Columns that were not understood: "+listed(f.Unknown, 20)+".")
	}
	return folded(f.Name+": remarks", sentences(append(notes, f.Notes...)))
}
