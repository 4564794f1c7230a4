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
	mostRows    = 120
	mostColumns = 8
)

// table adds the data of a figure as one table or several.
func (c *content) table(f *charts.Figure) error {
	if n := len(f.Table.Rows); n > mostRows {
		c.paragraph("Normal", fmt.Sprintf(wLong.In(c.lang), charts.Number(c.lang, float64(n), 0), "figures/"+f.Stem()+".csv"))
		return nil
	}
	var shown []int // columns beside the first
	for j, col := range f.Table.Columns {
		if j > 0 && !col.Detail {
			shown = append(shown, j)
		}
	}
	parts := max(1, (len(shown)+mostColumns-2)/(mostColumns-1))
	c.tables++
	for k := range parts {
		text := f.Table.Caption
		if parts > 1 {
			text += ", " + fmt.Sprintf(wPart.In(c.lang), k+1, parts)
		}
		if err := c.markup("caption.xml", caption{Word: wTable.In(c.lang), Number: c.tables, Again: k > 0, Text: text}); err != nil {
			return err
		}
		c.blocks = append(c.blocks, grid(f.Table, append([]int{0}, shown[k*len(shown)/parts:(k+1)*len(shown)/parts]...)))
	}
	c.paragraph("Normal", "") // two tables without a paragraph between them would be one
	return nil
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

// columnWidths shares the width of the page among columns by their longest words and texts, in twentieths of a point.
func columnWidths(g charts.Grid, columns []int) []int {
	need := make([]float64, len(columns))
	sum := 0.0
	for k, j := range columns {
		longest, word := 0, longestWord(g.Columns[j].Name)
		for _, r := range g.Rows {
			longest = max(longest, utf8.RuneCountInString(r[j].Text))
			word = max(word, longestWord(r[j].Text))
		}
		need[k] = max(float64(word), min(float64(longest), 22), 5) + 1.5
		sum += need[k]
	}
	out := make([]int, len(columns))
	for k := range columns {
		out[k] = int(float64(twips(pageWidth)) * need[k] / sum)
	}
	return out
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
