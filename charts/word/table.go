package word

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/gomutex/godocx/wml/ctypes"
	"github.com/gomutex/godocx/wml/stypes"
	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/charts"
)

// The largest tables that are printed: the points of a curve are for programs, and lie in a file; a table of more columns than fit across the page
// is printed in parts, with the first column in each.
const (
	mostRows   = 120
	mostAcross = 106 // characters of the size of tables
)

// table adds the data of a figure as one table or several.
func (c *content) table(f *charts.Figure) error {
	if n := len(f.Table.Rows); n > mostRows {
		c.paragraph("Normal", fmt.Sprintf(wLong.In(c.lang), charts.Number(c.lang, float64(n), 0), "figures/"+f.Stem()+".csv"))
		return nil
	}
	parts := divided(f.Table)
	c.tables++
	for k, columns := range parts {
		text := f.Table.Caption
		if len(parts) > 1 {
			text += ", " + fmt.Sprintf(wPart.In(c.lang), k+1, len(parts))
		}
		if err := c.markup("caption.xml", caption{Word: wTable.In(c.lang), Number: c.tables, Again: k > 0, Text: text}); err != nil {
			return err
		}
		c.blocks = append(c.blocks, grid(f.Table, columns))
	}
	return nil
}

// divided are the columns of the parts that a table is printed in: as many in each as fit across the page, after the first column.
func divided(g charts.Grid) [][]int {
	parts := [][]int{{0}}
	first := columnNeed(g, 0)
	across := first
	for j := 1; j < len(g.Columns); j++ {
		if g.Columns[j].Detail {
			continue
		}
		need, last := columnNeed(g, j), len(parts)-1
		if across+need > mostAcross && len(parts[last]) > 1 {
			parts, across, last = append(parts, []int{0}), first, last+1
		}
		parts[last], across = append(parts[last], j), across+need
	}
	return parts
}

// grid is some columns of a table. The row of headers is repeated on every page, and no row is broken over two.
func grid(g charts.Grid, columns []int) *ctypes.Table {
	yes := ctypes.OnOffFromBool(true)
	widths := columnWidths(g, columns)
	t := &ctypes.Table{TableProp: ctypes.TableProp{
		Style: ctypes.NewCTString("Figures"), Width: ctypes.NewTableWidth(twips(pageWidth), stypes.TableWidthDxa),
		Layout: ctypes.NewTableLayout(stypes.TableLayoutFixed), TableLook: ctypes.NewCTString("0420"),
	}}
	for _, w := range widths {
		t.Grid.Col = append(t.Grid.Col, ctypes.Column{Width: ptr(uint64(w))})
	}
	row := func(header bool, text func(column int) string) {
		r := &ctypes.Row{Property: &ctypes.RowProperty{CantSplit: yes}}
		if header {
			r.Property.Header = yes
		}
		for k, j := range columns {
			style := "TableNumber"
			if k == 0 || !numeric(g, j) {
				style = "TableText"
			}
			p := styled(style)
			p.AddText(text(j))
			r.Contents = append(r.Contents, ctypes.TRCellContent{Cell: &ctypes.Cell{
				Property: &ctypes.CellProperty{Width: ctypes.NewTableWidth(widths[k], stypes.TableWidthDxa)},
				Contents: []ctypes.TCBlockContent{{Paragraph: p}},
			}})
		}
		t.RowContents = append(t.RowContents, ctypes.RowContent{Row: r})
	}
	row(true, func(j int) string { return g.Columns[j].Name })
	for _, cells := range g.Rows {
		row(false, func(j int) string {
			if s := strings.TrimSpace(cells[j].Text); s != "" {
				return s
			}
			return ".."
		})
	}
	return t
}

// numeric tells whether a column holds numbers: what programs read of it begins with a digit or a minus.
func numeric(g charts.Grid, column int) bool {
	for _, r := range g.Rows {
		if s := r[column].Raw; s != "" {
			return strings.IndexByte("0123456789-", s[0]) >= 0
		}
	}
	return true
}

// columnWidths shares the width of the page among columns by what they need, in twentieths of a point.
func columnWidths(g charts.Grid, columns []int) []int {
	sum := 0.0
	for _, j := range columns {
		sum += columnNeed(g, j)
	}
	out := make([]int, len(columns))
	for k, j := range columns {
		out[k] = int(float64(twips(pageWidth)) * columnNeed(g, j) / sum)
	}
	return out
}

// columnNeed is how many characters wide a column should be: its longest word, and a text of a few words on one line.
func columnNeed(g charts.Grid, column int) float64 {
	longest, word := 0, longestWord(g.Columns[column].Name)
	for _, r := range g.Rows {
		longest = max(longest, utf8.RuneCountInString(r[column].Text))
		word = max(word, longestWord(r[column].Text))
	}
	return float64(max(word, min(longest, 22), 5)) + 1.5
}

func longestWord(s string) int {
	n := 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' }) {
		n = max(n, utf8.RuneCountInString(w))
	}
	return n
}

func twips(l vg.Length) int { return int(l.Points() * 20) }

func ptr[T any](v T) *T { return &v }
