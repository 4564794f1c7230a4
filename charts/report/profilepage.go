package report

import (
	"bytes"
	"fmt"

	"github.com/jamlik/jamlik/indicators"
)

// ProfilePage is the profile of a district as a page of its own, to be printed.
type ProfilePage struct {
	Area indicators.Area
	HTML []byte
}

// ProfilePages returns the profiles of the report, each as one page of A4. They say the same as the report, without its links.
func (r *Report) ProfilePages() ([]ProfilePage, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	p, err := newPage(r)
	if err != nil {
		return nil, err
	}
	t, err := templates.Clone()
	if err != nil {
		return nil, err
	}
	t.Funcs(p.functions())
	var out []ProfilePage
	for _, v := range p.Profiles {
		p.Profile, p.figureCount = v, 0
		p.Profile.Table, p.Profile.Ranges = v.Table.printed(), v.Ranges.printed()
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&b, "profile-page", p); err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
		out = append(out, ProfilePage{v.area, b.Bytes()})
	}
	return out, nil
}

// printed returns a table without links; nil where it has no room on the page.
func (t *table) printed() *table {
	if t == nil || t.Apart {
		return nil
	}
	out := *t
	out.Bodies = nil
	for _, b := range t.Bodies {
		part := b
		part.Rows = nil
		for _, r := range b.Rows {
			line := row{Class: r.Class}
			for _, c := range r.Cells {
				c.Href = ""
				line.Cells = append(line.Cells, c)
			}
			part.Rows = append(part.Rows, line)
		}
		out.Bodies = append(out.Bodies, part)
	}
	return &out
}
