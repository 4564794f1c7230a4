package word

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/gomutex/godocx/common/units"
	"github.com/gomutex/godocx/dml"
	"github.com/gomutex/godocx/dml/dmlct"
	"github.com/gomutex/godocx/dml/dmlpic"
	"github.com/gomutex/godocx/wml/ctypes"
	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/charts"
)

// The page is A4 with margins that leave figures the width they are made for. A picture that is too high for a page with its caption is made
// smaller.
const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><w:body>`
	foot = `<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1077" w:right="1446" w:bottom="1077" w:left="1446" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`

	pageWidth  = 159 * vg.Millimeter
	mostHeight = 228 * vg.Millimeter // of a picture: the page without caption and source
)

// body is the document part.
func (d *Document) body() ([]byte, error) {
	c := content{lang: d.Lang}
	c.paragraph("Title", d.Title)
	if d.Subtitle != "" {
		c.paragraph("Subtitle", d.Subtitle)
	}
	if d.Notice != "" {
		c.paragraph("Notice", d.Notice)
	}
	for _, fact := range [][2]string{{wDate.In(d.Lang), d.Date}, {wContact.In(d.Lang), d.Contact}} {
		if fact[1] != "" {
			c.paragraph("Normal", fact[0]+": "+fact[1])
		}
	}
	if len(d.Summary) > 0 {
		c.paragraph("Heading1", wSummary.In(d.Lang))
		for i, s := range d.Summary {
			if i == 0 {
				c.paragraph("Normal", s)
				continue
			}
			c.paragraph("ListBullet", s)
		}
	}
	if len(d.Pictures) > 0 {
		c.paragraph("Heading1", wFigures.In(d.Lang))
	}
	chart := ""
	for i, p := range d.Pictures {
		if p.Figure.Chart != chart {
			chart = p.Figure.Chart
			c.paragraph("Heading2", kindName(chart, d))
		}
		c.picture(i, p)
	}
	var b bytes.Buffer
	b.WriteString(head)
	e := xml.NewEncoder(&b)
	for _, m := range c.blocks {
		if err := m.MarshalXML(e, xml.StartElement{}); err != nil {
			return nil, fmt.Errorf("document: %w", err)
		}
	}
	if err := e.Flush(); err != nil {
		return nil, err
	}
	b.WriteString(foot)
	return b.Bytes(), nil
}

// kindName is what readers call a kind of chart, as a heading.
func kindName(chart string, d *Document) string {
	name := chart
	for _, k := range charts.Kinds {
		if k.ID == chart {
			name = k.Name.In(d.Lang)
		}
	}
	r := []rune(name)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// paragraph adds a paragraph of a style.
func (c *content) paragraph(style, text string) {
	p := styled(style)
	p.AddText(text)
	c.blocks = append(c.blocks, p)
}

func styled(style string) *ctypes.Paragraph {
	return &ctypes.Paragraph{Property: &ctypes.ParagraphProp{Style: ctypes.NewCTString(style)}}
}

// picture adds a figure: caption, drawing, source and data.
func (c *content) picture(i int, p Picture) {
	f := p.Figure
	c.paragraph("Caption", fmt.Sprintf("%s %d. %s", wFigure.In(c.lang), i+1, f.Title))
	c.paragraph("CaptionDetail", f.Subtitle)
	para := styled("Picture")
	para.Children = []ctypes.ParagraphChild{{Run: &ctypes.Run{Children: []ctypes.RunChild{{Drawing: drawing(i, p)}}}}}
	c.blocks = append(c.blocks, para)
	c.paragraph("Source", f.Source+" "+f.Method)
	c.table(i, f)
}

// drawing is the picture of a figure with its alternative text.
func drawing(i int, p Picture) *dml.Drawing {
	width, height := p.Figure.Size(charts.Bare)
	if scale := min(pageWidth/width, mostHeight/height); scale < 1 {
		width, height = width*scale, height*scale
	}
	w, h := emu(width), emu(height)
	id := uint(i + 1)
	pic := dmlpic.NewPic(pictureName(i), id, w, h)
	pic.NonVisualPicProp.CNvPr.Description = p.Figure.Alt
	if p.Mode == charts.Titled {
		above, below := p.Figure.Around()
		t, b := int(above*1e5+0.5), int(below*1e5+0.5) // thousandths of a per cent
		pic.BlipFill.SrcRect = &dmlct.RelativeRect{Top: &t, Bottom: &b}
	}
	name := fmt.Sprintf("%s %d", wFigure.In(p.Figure.Lang), id)
	in := dml.NewInline(*dmlct.NewPostvSz2D(w, h), dml.DocProp{ID: uint64(id), Name: name, Description: p.Figure.Alt}, *dml.NewPicGraphic(pic))
	return &dml.Drawing{Inline: []dml.Inline{in}}
}

// emu is a length in the units of drawings, 914400 to an inch.
func emu(l vg.Length) units.Emu { return units.Inch(l / vg.Inch).ToEmu() }
