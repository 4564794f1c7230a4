package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/testdata/boras"
)

// TestEmbeddedStudy runs the study of Borås once and looks at the result from several sides.
func TestEmbeddedStudy(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at every figure of a large study")
	}
	out := filepath.Join(t.TempDir(), "out")
	stdout, _ := jamlik(t, "run", "-o", out)
	if want := out + "/rapport.html\n" + out + "/report.html\n"; stdout != want {
		t.Errorf("printed %q, want %q", stdout, want)
	}
	files := contents(out)
	t.Run("manifest lists every file", func(t *testing.T) { checkManifest(t, files) })
	t.Run("figures come whole", func(t *testing.T) { checkFigures(t, files) })
	t.Run("the README shows this run's figure", func(t *testing.T) {
		const figure = "figures/compare-employed-en.svg"
		shown, err := os.ReadFile(filepath.Join("..", "..", "charts", "testdata", "readme.svg"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(shown, files[figure]) {
			t.Errorf("the README's picture is old: copy %s of a run over it", figure)
		}
	})
	t.Run("tables", func(t *testing.T) { checkTables(t, out, files) })
	t.Run("the explorer leads to the report", func(t *testing.T) { checkExplorer(t, files, 700_000) })
	t.Run("segregation by background", func(t *testing.T) { checkSegregation(t, files) })
	t.Run("clusters", func(t *testing.T) { checkClusters(t, files) })
	t.Run("a second run gives the same bytes", func(t *testing.T) {
		again := filepath.Join(t.TempDir(), "again")
		runProgram(t, "run", "-o", again, "--quiet")
		if diff := differentFiles(out, again); len(diff) > 0 {
			t.Errorf("different: %s", strings.Join(diff, ", "))
		}
	})
	t.Run("a killed run leaves the earlier result", func(t *testing.T) { checkKilled(t, out, files) })
}

// TestParamsAreThoseUsed holds the params column to the defaults that the values were computed with.
func TestParamsAreThoseUsed(t *testing.T) {
	for id, want := range map[string]string{"mdm": "weighted=1", "mutual-information": "base=2.718281828459045"} {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := paramText(analysis.IndexValue{Index: ix}); got != want {
			t.Errorf("%s: params %q, want %q", id, got, want)
		}
	}
}

func checkManifest(t *testing.T, files map[string][]byte) {
	var m manifest
	if err := json.Unmarshal(files[manifestName], &m); err != nil {
		t.Fatal(err)
	}
	if m.Program != "jamlik" || m.Version != version || m.Study != "boras" || m.Seed != 1490 {
		t.Errorf("manifest begins %q %q %q %d", m.Program, m.Version, m.Study, m.Seed)
	}
	listed := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		listed[f.Name] = true
		if sum := sha256.Sum256(files[f.Name]); hex.EncodeToString(sum[:]) != f.SHA256 || int64(len(files[f.Name])) != f.Bytes {
			t.Errorf("%s: sum or size is not the manifest's", f.Name)
		}
	}
	for name := range files {
		if !listed[name] {
			t.Errorf("the manifest does not list %s", name)
		}
	}
	for _, in := range m.Inputs {
		data, err := boras.Files.ReadFile(in.Name)
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != in.SHA256 {
			t.Errorf("input %s: sum is not the manifest's", in.Name)
		}
	}
	if len(m.Inputs) < 10 {
		t.Errorf("the manifest lists %d inputs", len(m.Inputs))
	}
}

// checkFigures wants each figure in all formats and languages, listed with its texts.
func checkFigures(t *testing.T, files map[string][]byte) {
	rows := readCSV(t, files["figures.csv"])
	stems := map[string]bool{}
	for _, r := range rows[1:] {
		file, title, alt, caption := r[0], r[2], r[3], r[4]
		stem := strings.TrimSuffix(file, ".svg")
		if stems[stem] {
			t.Errorf("figures.csv lists %s twice", stem)
		}
		stems[stem] = true
		if title == "" || alt == "" || caption == "" || r[5] == "" {
			t.Errorf("%s: a text is empty: %q", file, r)
		}
		if !strings.HasSuffix(stem, "-sv") && !strings.HasSuffix(stem, "-en") {
			t.Errorf("%s does not say its language", file)
		}
		for ext, head := range map[string]string{".svg": "<", ".png": "\x89PNG\r\n", ".pdf": "%PDF-", ".csv": ""} {
			if data := files[stem+ext]; len(data) == 0 || !bytes.HasPrefix(data, []byte(head)) {
				t.Errorf("%s%s is missing or is not what its name says", stem, ext)
			}
		}
		if err := wellFormed(files[file]); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	for name := range files {
		if stem, ok := strings.CutSuffix(name, ".svg"); ok && !stems[stem] {
			t.Errorf("figures.csv does not list %s", name)
		}
	}
	if len(stems) < 20 {
		t.Errorf("only %d figures", len(stems))
	}
}

func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// checkTables wants every form of a table to say the same, and nothing undefined to be written as a number.
func checkTables(t *testing.T, out string, files map[string][]byte) {
	for stem, rows := range map[string]int{"data/comparisons": 50, "data/indices": 50, "data/reconciliation": 10, "data/coverage": 20,
		"data/areas": 280, "data/nearest": 500, "data/scales": 40,
		"data/segregation-series": 20, "data/segregation-levels": 30, "data/segregation-areas": 400} {
		plain := files[stem+".csv"]
		if len(readCSV(t, plain)) < rows {
			t.Errorf("%s.csv is short", stem)
		}
		for _, ext := range []string{".parquet", ".arrow"} {
			back := filepath.Join(t.TempDir(), "back.csv")
			jamlik(t, "data", "convert", filepath.Join(out, stem+ext), back)
			got, err := os.ReadFile(back)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(got), string(plain)); diff != "" {
				t.Errorf("%s%s is not %s.csv:\n%s", stem, ext, stem, diff)
			}
		}
		// In a workbook a text of no characters is an empty cell.
		back := filepath.Join(t.TempDir(), "back.csv")
		jamlik(t, "data", "convert", filepath.Join(out, stem+".xlsx"), back)
		got, err := os.ReadFile(back)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(readCSV(t, got), readCSV(t, plain)); diff != "" {
			t.Errorf("%s.xlsx is not %s.csv:\n%s", stem, stem, diff)
		}
		excel := string(files[stem+"-excel-sv.csv"])
		if !strings.HasPrefix(excel, "\ufeff") || !strings.Contains(excel, ";") || !strings.Contains(excel, "\r\n") {
			t.Errorf("%s-excel-sv.csv is not as Excel with Swedish settings expects it", stem)
		}
	}
	for name, data := range files {
		if !strings.HasSuffix(name, ".csv") || strings.Contains(name, "excel") {
			continue
		}
		for i, row := range readCSV(t, data) {
			for _, cell := range row {
				if v, err := strconv.ParseFloat(cell, 64); err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
					t.Errorf("%s: row %d holds %s", name, i+1, cell)
				}
			}
		}
	}
}

// The index of dissimilarity of foreign against Swedish background in Borås 2025, worked out beside this program from the same figures of
// Statistics Sweden: half of the sum of differences of the groups' shares, over 77 DeSO and over 47 RegSO. It is smaller over the larger areas, as
// merging areas can only lower it.
const (
	borasDeSO  = 0.3820
	borasRegSO = 0.3789
)

func checkSegregation(t *testing.T, files map[string][]byte) {
	want := map[string]float64{"deso": borasDeSO, "regso": borasRegSO}
	rows := readCSV(t, files["data/indices.csv"])
	for _, r := range rows[1:] {
		row := map[string]string{}
		for i, name := range rows[0] {
			row[name] = r[i]
		}
		if row["subject"] != "background" || row["index"] != "dissimilarity" || row["period"] != "2025" {
			continue
		}
		w, ok := want[row["area_level"]]
		if !ok {
			continue
		}
		delete(want, row["area_level"])
		v, err := strconv.ParseFloat(row["value"], 64)
		if err != nil || math.Abs(v-w) > 0.00005 {
			t.Errorf("dissimilarity over %s is %s, want %.4f", row["area_level"], row["value"], w)
		}
		lower, _ := strconv.ParseFloat(row["lower"], 64)
		upper, _ := strconv.ParseFloat(row["upper"], 64)
		if !(lower > 0 && lower < v && v < upper && upper < 1) {
			t.Errorf("dissimilarity over %s: interval %s to %s does not lie around %s", row["area_level"], row["lower"], row["upper"], row["value"])
		}
	}
	if len(want) > 0 {
		t.Errorf("indices.csv lacks dissimilarity over %v", want)
	}
	checkParts(t, files)
}

// checkParts holds what of Theil's H lies between the areas of each level to the same, worked out beside this program: 17 districts with all that
// lies outside as one more, RegSO within them and DeSO within RegSO. What areas add to an index is all of it.
func checkParts(t *testing.T, files map[string][]byte) {
	parts := map[string]float64{"": 0.174348, "district": 0.137103, "regso": 0.033779, "deso": 0.003466}
	terms := map[string]float64{"dissimilarity": borasDeSO, "multigroup-theil-h": 0.174348}
	for file, check := range map[string]func(row map[string]string){
		"data/segregation-levels.csv": func(row map[string]string) {
			if row["kind"] != "between" {
				return
			}
			v, err := strconv.ParseFloat(row["value"], 64)
			if err != nil || math.Abs(v-parts[row["area_level"]]) > 0.000001 {
				t.Errorf("H between %s is %s, want %.6f", row["area_level"], row["value"], parts[row["area_level"]])
			}
			delete(parts, row["area_level"])
		},
		"data/segregation-areas.csv": func(row map[string]string) {
			if _, ok := terms[row["measure"]]; !ok || row["area_level"] != "deso" {
				return
			}
			v, err := strconv.ParseFloat(row["contribution"], 64)
			if err != nil {
				t.Error(err)
			}
			terms[row["measure"]] -= v
		},
	} {
		rows := readCSV(t, files[file])
		for _, r := range rows[1:] {
			row := map[string]string{}
			for i, name := range rows[0] {
				row[name] = r[i]
			}
			check(row)
		}
	}
	for measure, left := range terms {
		if math.Abs(left) > 0.00005 {
			t.Errorf("what DeSO add to %s is not all of it: %v is left", measure, left)
		}
	}
	if len(parts) > 0 {
		t.Errorf("there are no parts of H for %v", parts)
	}
}

// checkClusters holds the map of foreign background to what another program gives (libpysal and esda on the same polygons, neighbours within 15
// metres of each other): Moran's I 0.575, G* highest in Hässleholmen, Norrby and Hulta. These form the high clusters.
func checkClusters(t *testing.T, files map[string][]byte) {
	rows := readCSV(t, files["data/areas.csv"])
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	var high []string
	areas, tiles := map[string]int{}, map[string]bool{}
	for _, r := range rows[1:] {
		if r[at["subject"]] != "background" {
			continue
		}
		areas[r[at["area_level"]]]++
		if r[at["area_level"]] != "deso" {
			continue
		}
		if r[at["cluster"]] != "" {
			if share, err := strconv.ParseFloat(r[at["value"]], 64); err != nil || share < 0.5 || r[at["spot"]] != "high-high" {
				t.Errorf("%s with %s of foreign background lies in cluster %s as %s", r[at["area"]], r[at["value"]], r[at["cluster"]], r[at["spot"]])
			}
			high = append(high, r[at["area"]])
		}
		tile := r[at["tile_column"]] + "," + r[at["tile_row"]]
		if tiles[tile] || len(tile) < 3 {
			t.Errorf("%s has tile %q of another", r[at["area"]], tile)
		}
		tiles[tile] = true
		if lon := r[at["lon"]]; !strings.HasPrefix(lon, "12.") && !strings.HasPrefix(lon, "13.") {
			t.Errorf("%s lies at longitude %s", r[at["area"]], lon)
		}
	}
	// Hulta centrum-Sörmarken, Hässleholmen väst, Norrby, Hässleholmen öst norr.
	want := []string{"1490C1180", "1490C1210", "1490C1290", "1490C1340", "1490C1350", "1490C1370"}
	if diff := cmp.Diff(want, high); diff != "" {
		t.Errorf("areas in clusters of foreign background (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"deso": 77, "regso": 47, "district": 17}, areas); diff != "" {
		t.Errorf("areas by level (-want +got):\n%s", diff)
	}
	for level, n := range map[string]int{"deso": 77, "regso": 47, "district": 17} {
		var c struct {
			Features []struct {
				Properties map[string]any
				Geometry   struct{ Type string }
			}
		}
		if err := json.Unmarshal(files["data/areas-"+level+".geojson"], &c); err != nil {
			t.Fatal(err)
		}
		if len(c.Features) != n {
			t.Errorf("%d polygons of level %s, want %d", len(c.Features), level, n)
		}
		for _, f := range c.Features {
			if v, ok := f.Properties["background"].(float64); !ok || v <= 0 || v >= 1 || f.Properties["background_class"] == "" {
				t.Errorf("%s: properties %v", level, f.Properties)
			}
		}
	}
	scales := readCSV(t, files["data/scales.csv"])
	seen := map[string]int{}
	for _, r := range scales[1:] {
		seen[r[2]+" "+r[4]]++
	}
	if seen["deso bandwidth_m"] != 5 || seen["deso nearest_persons"] != 6 || seen["regso areas"] != 7 || seen["district areas"] != 7 || seen["deso areas"] != 0 {
		t.Errorf("scales %v", seen)
	}
}

// checkKilled kills a run in the middle of its writing.
func checkKilled(t *testing.T, earlier string, files map[string][]byte) {
	target := filepath.Join(t.TempDir(), "out")
	if err := os.CopyFS(target, os.DirFS(earlier)); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("jamlik", "run", "-o", target, "--frame", "programme")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for len(contents(beside(target, "new"))) == 0 {
		select {
		case err := <-ended:
			t.Fatalf("the run ended before it could be killed: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-ended
	if cmd.ProcessState.Success() {
		t.Fatal("the run ended before it could be killed")
	}
	if len(contents(beside(target, "new"))) == 0 {
		t.Error("the killed run left nothing half-written: it was not killed in the middle")
	}
	if diff := differentFiles(target, earlier); len(diff) > 0 {
		t.Errorf("the earlier result changed in %s", strings.Join(diff, ", "))
	}
	runProgram(t, "run", "-o", target, "--quiet")
	if diff := differentFiles(target, earlier); len(diff) > 0 {
		t.Errorf("the next run differs in %s", strings.Join(diff, ", "))
	}
	entries, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("the next run left something beside its result: %v", entries)
	}
}

// TestDissimilarityOverRegSO sums the counts of DeSO over the areas that they lie in and computes from the sums.
func TestDissimilarityOverRegSO(t *testing.T) {
	parent := map[string]string{}
	areas, err := boras.Files.ReadFile("areas.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range readCSV(t, areas)[1:] {
		if r[2] == "deso" && r[3] == "2025" {
			parent[r[0]] = r[4]
		}
	}
	people, err := boras.Files.ReadFile("population_background.csv")
	if err != nil {
		t.Fatal(err)
	}
	var units []string
	sums := map[string]map[string]float64{}
	for _, r := range readCSV(t, people)[1:] {
		n, err := strconv.ParseFloat(r[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		regso := parent[r[0]]
		if sums[regso] == nil {
			sums[regso] = map[string]float64{}
			units = append(units, regso)
		}
		sums[regso][r[2]] += n
	}
	if len(parent) != 77 || len(units) != 47 {
		t.Fatalf("%d DeSO in %d RegSO, want 77 in 47", len(parent), len(units))
	}
	var b strings.Builder
	b.WriteString("area,foreign,swedish\n")
	for _, u := range units {
		fmt.Fprintf(&b, "%s,%v,%v\n", u, sums[u]["foreign"], sums[u]["swedish"])
	}
	file := filepath.Join(t.TempDir(), "regso.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		data  []string
		want  float64
		units int
	}{
		{[]string{"--data", file, "--unit", "area"}, borasRegSO, 47},
		{[]string{"--data", filepath.Join("..", "..", "testdata", "boras", "population_background.csv"), "--unit", "area",
			"--long", "--group-col", "background", "--count-col", "value", "--by", "period"}, borasDeSO, 77},
	} {
		stdout, _ := jamlik(t, append([]string{"index", "compute", "dissimilarity", "--group", "foreign,swedish", "--format", "json"}, c.data...)...)
		var got computed
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%v: %s", err, stdout)
		}
		if got.Value == nil || math.Abs(*got.Value-c.want) > 0.00005 || got.Units != c.units {
			t.Errorf("got %s, want %.4f over %d units", stdout, c.want, c.units)
		}
	}
}

func readCSV(t *testing.T, data []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("no rows")
	}
	return rows
}
