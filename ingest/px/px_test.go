package px

import (
	"io"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest"
)

const null = "∅"

func input(name, content string) ingest.Input {
	return ingest.Input{Name: name, Data: strings.NewReader(content), Size: int64(len(content))}
}

// content is everything a reader gives.
type content struct {
	Names    []string
	Rows     [][]string
	Warnings []string
	Schema   *arrow.Schema
}

func readAll(f ingest.Format, in ingest.Input, o ingest.Options) (content, error) {
	r, err := f.Open(in, o)
	if err != nil {
		return content{}, err
	}
	defer r.Close()
	c := content{Schema: r.Schema()}
	for _, f := range c.Schema.Fields() {
		c.Names = append(c.Names, f.Name)
	}
	for {
		b, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return content{}, err
		}
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(c.Names))
			for k := range row {
				if row[k] = null; !b.Record.Column(k).IsNull(i) {
					row[k] = b.Record.Column(k).ValueStr(i)
				}
			}
			c.Rows = append(c.Rows, row)
		}
	}
	for _, w := range r.Warnings() {
		c.Warnings = append(c.Warnings, w.Error())
	}
	return c, nil
}
