package study

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/formats"
)

// spelledOut is all formats, giving text without dictionaries, so that every row goes the long way.
func spelledOut() ingest.Formats {
	out := slices.Clone(formats.All)
	for i := range out {
		open := out[i].Open
		out[i].Open = func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
			r, err := open(in, o)
			if err != nil {
				return nil, err
			}
			return spelledReader{r}, nil
		}
	}
	return out
}

type spelledReader struct{ ingest.Reader }

func (r spelledReader) Next() (ingest.Batch, error) {
	b, err := r.Reader.Next()
	if err != nil {
		return b, err
	}
	cols := slices.Clone(b.Record.Columns())
	fields := slices.Clone(b.Record.Schema().Fields())
	for i, c := range cols {
		dict, ok := c.(*array.Dictionary)
		if !ok {
			continue
		}
		words := dict.Dictionary().(*array.String)
		sb := array.NewStringBuilder(memory.DefaultAllocator)
		for row := range c.Len() {
			if c.IsNull(row) {
				sb.AppendNull()
			} else {
				sb.Append(words.Value(dict.GetValueIndex(row)))
			}
		}
		cols[i], fields[i].Type = sb.NewArray(), arrow.BinaryTypes.String
	}
	md := b.Record.Schema().Metadata()
	b.Record = array.NewRecord(arrow.NewSchema(fields, &md), cols, b.Record.NumRows())
	return b, nil
}

// What goes straight to the builder is what the long way makes of it, faults and warnings included.
func TestTheShortWayGivesWhatTheLongWayDoes(t *testing.T) {
	nationDir := t.TempDir()
	nation{indicators: 2, years: 2}.write(t, nationDir, "data.csv")
	status := "kod;kön;år;antal;läge;täljare\n" +
		"0114A0010;kvinnor;2025;601;;\n" + "0114A0010;män;2025;;suppressed;3\n" + "0114A0010;totalt;2025;;nil;4\n" + "0114A0020;totalt;2025;..;;\n" + "0114A0020;män;2025;-;;-\n" + "0114A0020;kvinnor;2025;12;rounded;1\n"
	withStatus := withText(study(t, "study.yaml", "  - file: employed.csv", `  - file: status.csv
    missing: scb
    columns: {area: kod, period: år, value: antal, status: läge, numerator: täljare}
    constant: {indicator: population, note: egen}
    groups: {sex: kön}
    recode: {kön: {kvinnor: women, män: men, totalt: ""}}
  - file: employed.csv`,
		"study.yaml", "  - file: population.csv", "  - file: population.csv\n    keep: {region: [Grannstad]}\n    other_areas: skip",
		"study.yaml", "    keep: {region: [Liten stad]}\n", ""), "status.csv", status)
	for _, c := range []struct {
		name  string
		fsys  fs.FS
		wrong bool
	}{
		{"boras", studies("boras"), false},
		{"exempelstad", studies("exempelstad"), false},
		{"nation", os.DirFS(nationDir), false},
		{"versions", changed(t, inTime, "study.yaml", "#crosswalk", withCrosswalk), false},
		{"versions with periods", changed(t, inTime, "study.yaml", "#versions", `versions: [{version: "2018", to: "2023"}, {version: "2025", from: "2024"}]`,
			"people.csv", "9900C0052_DeSO2025,2025,people,110,,", "9900C0052_DeSO2025,2025,people,110,,\n9900C0052_DeSO2025,2020,people,0,,"), false},
		{"a figure of a period that its version has none of", changed(t, inTime, "study.yaml", "#versions", `versions: [{version: "2018", to: "2019"}, {version: "2025", from: "2024"}]`), true},
		{"statuses", withStatus, false},
		{"a bad period", study(t, "population.csv", "män;2025", "män;tjugofem"), true},
		{"a bad number", study(t, "population.csv", "601", "6o1"), true},
		{"a bad group", study(t, "study.yaml", "kvinnor: women", `kvinnor: "a=b"`), true},
		{"an unknown area", study(t, "population.csv", "0114A0020;kvinnor", "0114A0021;kvinnor"), true},
		{"no area", study(t, "population.csv", "0114A0020;kvinnor", ";kvinnor"), true},
		{"a code with another version", changed(t, inTime, "study.yaml", "value: value,", "value: value, area_version: indicator,"), true},
		{"another row of one key", study(t, "population.csv", "Liten stad;0114A0020;män;2025;-", "Liten stad;0114A0020;män;2025;-\nListen stad;0114A0020;män;2025;-", "population.csv", "Listen", "Liten"), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			long, longErr := Load(c.fsys, "study.yaml", LoadOptions{Formats: spelledOut()})
			short, shortErr := Load(c.fsys, "study.yaml", LoadOptions{})
			if longErr != nil || shortErr != nil {
				if diff := cmp.Diff(fmt.Sprint(longErr), fmt.Sprint(shortErr)); diff != "" || !c.wrong {
					t.Errorf("errors (-long +short):\n%s", diff)
				}
				return
			}
			want, _ := everything(t, long)
			got, _ := everything(t, short)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("observations (-long +short):\n%.2000s", diff)
			}
			if diff := cmp.Diff(texts(long.Warnings), texts(short.Warnings)); diff != "" {
				t.Errorf("warnings (-long +short):\n%s", diff)
			}
		})
	}
}
