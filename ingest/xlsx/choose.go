package xlsx

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// choose finds the sheet to read: the one that is named, or the first that is visible and has data, else the first that has data. It
// returns what the workbook says of itself in a sheet of its own.
func (r *reader) choose(file string, w *workbook, name string) ([]entry, error) {
	ts, err := w.readTexts()
	if err != nil {
		return nil, err
	}
	xf, err := w.readStyles()
	if err != nil {
		return nil, err
	}
	at := func(s sheet) (*source, error) {
		p, err := w.archive.part(s.part, sheetPart)
		return &source{file: file, sheet: s, part: p, of: w, texts: ts, xf: xf}, err
	}
	var chosen *sheet
	if name != "" {
		s, err := w.named(name)
		if err != nil {
			return nil, err
		}
		chosen = &s
	}
	var about []entry
	var filled []sheet
	for _, s := range w.tables() {
		if chosen != nil && chosen.number != s.number && !isAbout(s.name) {
			continue
		}
		src, err := at(s)
		if err != nil {
			return nil, err
		}
		if isAbout(s.name) && (chosen == nil || chosen.number != s.number) {
			said, err := src.readAbout()
			if err != nil {
				return nil, err
			}
			if said != nil {
				about = said
				continue
			}
		}
		has, err := src.hasCells()
		if err != nil {
			return nil, err
		}
		if has {
			filled = append(filled, s)
		}
	}
	if chosen == nil {
		if len(filled) == 0 {
			return nil, trouble{what: "no sheet of the workbook has anything in it", remedy: "fetch the file again, or take it out of the study"}
		}
		i := max(slices.IndexFunc(filled, func(s sheet) bool { return !s.hidden }), 0)
		chosen = &filled[i]
		if others := slices.Delete(slices.Clone(filled), i, i+1); len(others) > 0 {
			r.warned = append(r.warned, indicators.Problem{File: file, What: fmt.Sprintf("the sheet %q is read; there are others: %s", chosen.name, listed(others)), Remedy: fmt.Sprintf("set sheet: %q to say so, or name another", chosen.name)})
		}
	}
	if r.source, err = at(*chosen); err != nil {
		return nil, err
	}
	if chosen.hidden {
		r.warn(0, "", fmt.Sprintf("the sheet %q is hidden", chosen.name), "see that it is the one to read")
	}
	return about, nil
}

// hasCells tells whether any cell of the sheet holds anything.
func (s *source) hasCells() (bool, error) {
	r, err := s.open()
	if err != nil {
		return false, err
	}
	defer r.close()
	if _, err = r.next(); err == errEnded {
		return false, nil
	}
	return err == nil, err
}
