package main

import (
	"bytes"
	"cmp"
	_ "embed" // of the template
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	texttemplate "text/template"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
	geoformats "github.com/jamlik/jamlik/ingest/geo/formats"
	"github.com/jamlik/jamlik/ingest/study"
)

//go:embed municipality/study.yaml
var municipalityStudy string

// firstIndicators are what a new study of a municipality takes from the catalogue unless told otherwise.
var firstIndicators = []string{"low_economic_standard", "employed", "post_secondary_education", "foreign_background", "population_by_background"}

// cityFlags say what municipality a new study is about.
type cityFlags struct {
	city, name, areas, version, date string
	use                              []string
}

// files are those of a new study of a municipality.
func (f cityFlags) files() (map[string][]byte, error) {
	if !regexp.MustCompile(`^\d{4}$`).MatchString(f.city) {
		return nil, usagef("--city is %q: want the code of a municipality, four digits such as 1490", f.city)
	}
	if f.name == "" || f.areas == "" {
		return nil, usagef("--city goes with --name, what the municipality is called, and --areas, a map or a table of its DeSO and RegSO")
	}
	for _, id := range f.use {
		if _, err := study.Lookup(id); err != nil {
			return nil, usagef("--use: %v", err)
		}
	}
	f.date = cmp.Or(f.date, today())
	if err := dateFlag(f.date); err != nil {
		return nil, err
	}
	columns, rows, isMap, err := attributes(f.areas)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, noAreas(f.areas)
	}
	at, err := findAreaColumns(f.areas, columns, rows)
	if err != nil {
		return nil, err
	}
	register, err := f.register(at, rows)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{"areas.csv": register}
	fill := struct {
		cityFlags
		ID, City, Name, Version, Date string
		Use                           []string
		Map, Key                      string
		Background                    bool
	}{ID: slugOr(f.name, "study"), City: f.city, Name: f.name, Version: f.version, Date: f.date, Use: f.use, Background: slices.Contains(f.use, "population_by_background")}
	if isMap {
		fill.Map, fill.Key = filepath.Base(f.areas), columns[at.deso]
		if out[fill.Map], err = os.ReadFile(f.areas); err != nil {
			return nil, plainPathError(err)
		}
	}
	var b bytes.Buffer
	quote := func(texts ...string) string { return strconv.Quote(strings.Join(texts, "")) }
	t, err := texttemplate.New(studyName).Funcs(texttemplate.FuncMap{"quote": quote}).Parse(municipalityStudy)
	if err == nil {
		err = t.Execute(&b, fill)
	}
	out[studyName] = b.Bytes()
	return out, err
}

// attributes are the columns and rows of a map or of any table, as text.
func attributes(path string) (columns []string, rows [][]string, isMap bool, err error) {
	if slices.Contains([]string{".geojson", ".gpkg", ".zip"}, strings.ToLower(filepath.Ext(path))) {
		l, err := geoformats.ReadFile(path, geo.Options{})
		if err != nil {
			return nil, nil, true, err
		}
		for _, f := range l.Features {
			row := make([]string, len(l.Columns))
			for i := range row {
				if text, ok := f.Property(i).(string); ok {
					row[i] = text
				}
			}
			rows = append(rows, row)
		}
		return l.Columns, rows, true, nil
	}
	r, err := open(path, fileFlags{skip: -1}, true)
	if err != nil {
		return nil, nil, false, err
	}
	defer r.Close()
	columns = fieldNames(r.Schema())
	err = eachBatch(r, func(b ingest.Batch) error {
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(columns))
			for j := range row {
				row[j] = cellText(b.Record.Column(j), i)
			}
			rows = append(rows, row)
		}
		return nil
	})
	return columns, rows, false, err
}

// The codes of small areas: municipality, a letter and a number. Statistikdatabasen writes the delimitation after those of 2025.
var (
	desoCode  = regexp.MustCompile(`^(\d{4}[ABC]\d{4})(_DeSO\d{4})?$`)
	regsoCode = regexp.MustCompile(`^(\d{4}R\d{3})(_RegSO\d{4})?$`)
)

// areaPlaces are the columns of a key of areas, by place.
type areaPlaces struct{ deso, regso, name int }

// findAreaColumns finds the columns with the codes of DeSO and RegSO by what is in them, and that with the names of RegSO by what it is called.
func findAreaColumns(file string, columns []string, rows [][]string) (areaPlaces, error) {
	holding := func(code *regexp.Regexp) int {
		return slices.IndexFunc(columns, func(c string) bool {
			j := slices.Index(columns, c)
			return !slices.ContainsFunc(rows, func(row []string) bool { return !code.MatchString(row[j]) })
		})
	}
	at := areaPlaces{deso: holding(desoCode), regso: holding(regsoCode), name: -1}
	for j, c := range columns {
		if strings.Contains(strings.ToLower(c), "regso") && j != at.regso && at.name < 0 && slices.ContainsFunc(rows, func(row []string) bool { return row[j] != "" }) {
			at.name = j
		}
	}
	for _, missing := range []struct {
		at   int
		what string
	}{{at.deso, "codes of DeSO, such as 1490A0010"}, {at.regso, "codes of RegSO, such as 1490R001"}, {at.name, "names of RegSO (regsonamn)"}} {
		if missing.at < 0 {
			return at, indicators.Problem{File: file, What: "no column has " + missing.what + " in all rows; there are " + strings.Join(columns, ", "),
				Remedy: "take the map of DeSO of Statistics Sweden with its attributes, or a key of DeSO, RegSO and the names of RegSO"}
		}
	}
	return at, nil
}

// register is a file of areas: the municipality, a district of each RegSO, the RegSO and the DeSO.
func (f cityFlags) register(at areaPlaces, rows [][]string) ([]byte, error) {
	var districts, regso, deso [][]string
	for _, row := range rows {
		small, larger := desoCode.FindStringSubmatch(row[at.deso])[1], regsoCode.FindStringSubmatch(row[at.regso])[1]
		if !strings.HasPrefix(small, f.city) {
			continue
		}
		i := slices.IndexFunc(regso, func(r []string) bool { return r[0] == larger })
		if i < 0 {
			name := row[at.name]
			district := slugOr(name, larger)
			if slices.ContainsFunc(districts, func(d []string) bool { return d[0] == district }) {
				district += "-" + larger
			}
			districts = append(districts, []string{district, name, "district", f.version, f.city})
			regso = append(regso, []string{larger, name, "regso", f.version, district})
		}
		deso = append(deso, []string{small, "", "deso", f.version, larger})
	}
	if len(deso) == 0 {
		return nil, indicators.Problem{File: f.areas, What: fmt.Sprintf("no area is of municipality %s", f.city), Remedy: "correct --city, or take the file of that municipality or of the whole country"}
	}
	for _, list := range [][][]string{districts, regso, deso} {
		slices.SortFunc(list, slices.Compare)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(slices.Concat([][]string{{"code", "name", "level", "version", "parent"}, {f.city, f.name, "city", f.version, ""}}, districts, regso, deso))
	return b.Bytes(), err
}
