package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/delimited"
)

// footerLimit is how many rows are believed to be a footer. They are held in memory until it is known that they are none.
const footerLimit = 1000

// dataRows gives the rows of the data: below the header, above the footer, with merged cells filled down.
type dataRows struct {
	from   *cellReader
	above  int // the last row that is no data
	width  int
	footer string // as in ingest.Options
	leads  int32  // numbers merged downwards are keys in columns up to this
	fills  []fill // merged areas below the header, by their first row
	active []*fill
	least  int // the fewest filled cells of a row so far
	last   int // number of the last row given
	queue  []row
	done   bool
	warned []error
}

// fill is an area merged downwards.
type fill struct {
	area
	cell  *cell // of its first row; nil while that was not met
	count int   // rows filled
}

// dataRows returns the rows of the data from the first.
func (p *plan) dataRows() (*dataRows, error) {
	from, err := p.source.open()
	if err != nil {
		return nil, err
	}
	d := &dataRows{from: from, above: p.header.last, width: len(p.header.names), footer: p.footer}
	if p.header.last == 0 {
		d.above = p.skip
	}
	merged := map[int32]bool{}
	for _, a := range p.merged {
		if a.top > d.above && a.bottom > a.top {
			d.fills = append(d.fills, fill{area: a})
			merged[int32(a.left)] = true
		}
	}
	for _, column := range sortedColumns(p.header.names) {
		if !merged[column] {
			break
		}
		d.leads = column
	}
	return d, nil
}

// next returns the next row, and [errEnded] after the last.
func (d *dataRows) next() (*row, error) {
	for {
		if len(d.queue) > 0 {
			r := d.queue[0]
			d.queue = d.queue[1:]
			return d.give(&r), nil
		}
		if d.done {
			return nil, errEnded
		}
		r, err := d.from.next()
		if err == errEnded {
			d.end("")
			return nil, errEnded
		}
		if err != nil {
			return nil, err
		}
		if r.number <= d.above {
			continue
		}
		if d.footer != "" {
			if d.startsFooter(r) {
				d.end(d.footer)
				return nil, d.rest()
			}
			return d.give(r), nil
		}
		gap := d.last > 0 && r.number > d.last+1
		remark := len(r.cells) == 1 && d.width > 1 && d.from.prose(r)
		if !gap && !remark || !d.from.prose(r) {
			return d.give(r), nil
		}
		if err := d.lookAhead(r.clone()); err != nil {
			return nil, err
		}
	}
}

// prose tells whether a row reads like a remark and not like data.
func (r *cellReader) prose(row *row) bool {
	return slices.ContainsFunc(row.cells, func(c cell) bool { return c.holds == text && delimited.Prose(string(c.text)) })
}

func (d *dataRows) startsFooter(r *row) bool {
	return strings.HasPrefix(d.from.text(&r.cells[0]), d.footer)
}

// end marks the end of the data, with the footer that was met, if any.
func (d *dataRows) end(met string) {
	d.done = true
	for _, f := range d.active {
		d.report(f)
	}
	if d.footer != "" && met == "" {
		d.warned = append(d.warned, d.from.fault(0, "", fmt.Sprintf("no row begins with the footer %q", d.footer), "take footer out of the study, or set it to how the rows below the data begin"))
	}
}

// rest reads what follows the data, so that a sheet that is cut off is never taken for whole. It returns [errEnded] if all is well.
func (d *dataRows) rest() error {
	for {
		if _, err := d.from.next(); err != nil {
			return err
		}
	}
}

// give fills merged cells in and remembers what the row was like.
func (d *dataRows) give(r *row) *row {
	if n := len(r.cells); d.least == 0 || n < d.least {
		d.least = n
	}
	d.last = r.number
	for len(d.fills) > 0 && d.fills[0].top <= r.number {
		f := d.fills[0]
		d.fills = d.fills[1:]
		// Areas that overlap are no work of a spreadsheet program; the later one counts.
		d.active = append(slices.DeleteFunc(d.active, func(g *fill) bool { return g.left == f.left }), &f)
	}
	for i := 0; i < len(d.active); i++ {
		f := d.active[i]
		if f.top == r.number {
			if c := r.at(int32(f.left)); c != nil {
				kept := *c
				kept.text = slices.Clone(c.text)
				f.cell = &kept
			}
		}
		if f.bottom < r.number || f.cell == nil {
			d.report(f)
			d.active = slices.Delete(d.active, i, i+1)
			i--
			continue
		}
		if f.top == r.number || r.at(int32(f.left)) != nil {
			continue
		}
		f.count++
		if f.cell.holds == number && f.cell.format.display == asNumber && f.cell.column > d.leads {
			continue
		}
		k, _ := slices.BinarySearchFunc(r.cells, f.cell.column, func(c cell, column int32) int { return int(c.column - column) })
		r.cells = slices.Insert(r.cells, k, *f.cell)
	}
	return r
}

// report says what was done with a merged area.
func (d *dataRows) report(f *fill) {
	if f.count == 0 {
		return
	}
	where := fmt.Sprintf("%s:%s", cellName(f.left, f.top), cellName(f.left, f.bottom))
	if f.cell.holds == number && f.cell.format.display == asNumber && f.cell.column > d.leads {
		d.warned = append(d.warned, d.from.fault(f.top, "", fmt.Sprintf("the number in the merged cells %s is read in the first of %s alone", where, lang.Count(f.count+1, "row")), "unmerge the cells, and give every row its own number"))
		return
	}
	d.warned = append(d.warned, d.from.fault(f.top, "", fmt.Sprintf("the merged cells %s are filled down with %q", where, d.from.text(f.cell)), ""))
}

// lookAhead decides what follows a gap or a remark. It is a footer when it runs to the end of the sheet and has no row as full as
// those of the data; else all of it is rows.
func (d *dataRows) lookAhead(remark row) error {
	d.queue = append(d.queue[:0], remark)
	if len(remark.cells) >= max(d.least, 2) && d.last > 0 {
		return nil
	}
	for len(d.queue) <= footerLimit {
		r, err := d.from.next()
		if err == errEnded {
			d.queue = d.queue[:0]
			d.end("")
			d.warned = append(d.warned, d.from.fault(remark.number, "", fmt.Sprintf("rows below the data are left out, from %s", excerpt(d.from.text(&remark.cells[0]))), "set footer to how they begin, to say that they are no data"))
			return nil
		}
		if err != nil {
			return err
		}
		d.queue = append(d.queue, r.clone())
		if len(r.cells) >= max(d.least, 2) {
			return nil
		}
	}
	return nil
}

// excerpt returns the start of a text in quotation marks.
func excerpt(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return fmt.Sprintf("%q …", string(r[:most]))
	}
	return fmt.Sprintf("%q", s)
}
