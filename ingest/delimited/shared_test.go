package delimited

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest"
)

// shared returns a file of the data beside the repository.
func shared(t *testing.T, name string) ingest.Input {
	t.Helper()
	path := golden.Path(t, "data", filepath.FromSlash(name))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return input(filepath.Base(path), string(b))
}

// wantFile is what a real file must read as.
type wantFile struct {
	name, encoding, delimiter string
	rows                      int
	lastLine                  int32
	first, last               []string // some of the cells of the first and the last row
	warnings                  int
}

func TestReadRealFiles(t *testing.T) {
	for _, c := range []wantFile{
		{
			name: "skolverket/grundskola_slutbetyg_ak9_2025_skolenhet.csv", encoding: "utf-8", delimiter: ";", rows: 1714, lastLine: 1720, warnings: 2,
			first: []string{"Oasens skola", "48000763", "Aneby", "0604"}, last: []string{"Magelungens Grundskola Jönköping", "79427132", "Jönköping", "0680"},
		},
		{
			name: "skolverket/skolverket_statistics_gr_long.csv", encoding: "utf-8", delimiter: ",", rows: 87386, lastLine: 87387,
			first: []string{"10017830", "specialTeacherPositions", "2025/26", "."}, last: []string{"99749462", "ratioOfPupils9thGradeEligibleForNationalProgramNATE", "2020/21", "72,7"},
		},
		{
			name: "sweden/koppling-deso2018-regso2020.csv", encoding: "utf-8", delimiter: ",", rows: 5984, lastLine: 5985,
			first: []string{"0114", "Upplands Väsby", "0114C1010"}, last: []string{"2584", "Kiruna", "2584C1090", "Övre Norrmalm"},
		},
		{
			name: "reserialised/boras_pop_deso_age_sex_2025.v1.csv", encoding: "windows-1252", delimiter: ",", rows: 2618, lastLine: 2619,
			first: []string{"1490A0010", "0-4 år", "män", "17"}, last: []string{"1490C1580", "80+ år", "kvinnor", "153"},
		},
		{
			name: "boras/boras_deso_indicators_2024_2025.csv", encoding: "utf-8", delimiter: ",", rows: 1309, lastLine: 1310,
			first: []string{"1490A0010", "DeSO", "2025", "foreign_background_share", "2024", "8.559", "∅"}, last: []string{"1490C1580"},
		},
		{
			name: "kolada/kolada_kpi_catalogue.csv", encoding: "utf-8", delimiter: ",", rows: 6099, lastLine: 6100,
			first: []string{"N00003", "Personalkostnader, kr/inv"}, last: []string{"U85421"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := shared(t, c.name)
			r, err := Format.Open(in, ingest.Options{Text: true})
			if err != nil {
				t.Fatal(err)
			}
			m := r.Schema().Metadata()
			for key, want := range map[string]string{MetadataEncoding: c.encoding, MetadataDelimiter: c.delimiter} {
				if got, _ := m.GetValue(key); got != want {
					t.Errorf("%s %q, want %q", key, got, want)
				}
			}
			got, err := readAll(in, ingest.Options{Text: true})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Rows) != c.rows || got.Lines[len(got.Lines)-1] != c.lastLine {
				t.Errorf("%d rows to line %d, want %d to line %d", len(got.Rows), got.Lines[len(got.Lines)-1], c.rows, c.lastLine)
			}
			if diff := cmp.Diff(c.first, got.Rows[0][:len(c.first)]); diff != "" {
				t.Errorf("first row (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.last, got.Rows[len(got.Rows)-1][:len(c.last)]); diff != "" {
				t.Errorf("last row (-want +got)\n%s", diff)
			}
			if len(got.Warnings) != c.warnings {
				t.Errorf("warnings %q", got.Warnings)
			}
			again, err := readAll(input("again.csv", writeAll(t, in, ingest.Options{Text: true}, WriteOptions{})), ingest.Options{Text: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(got.Rows, again.Rows); diff != "" {
				t.Errorf("written and read again (-want +got)\n%s", diff)
			}
		})
	}
}

// The export of Statistikdatabasen has no name over its first column and a footer of 55 lines.
func TestRegsoIndexWithoutAName(t *testing.T) {
	in := shared(t, "sweden/regso_socioekonomisk_index_2022_raw.csv")
	for _, c := range []struct {
		options ingest.Options
		names   []string
		warned  int
	}{
		{ingest.Options{}, []string{"column 1", "2022"}, 2}, // of the name and of the footer
		{ingest.Options{Footer: "Delegationen mot segregation"}, []string{"column 1", "2022"}, 1},
		{ingest.Options{Skip: 1, Header: []string{"area", "2022"}}, []string{"area", "2022"}, 1},
		{ingest.Options{Skip: 1, Header: []string{"area", "2022"}, Footer: "Delegationen mot segregation"}, []string{"area", "2022"}, 0},
	} {
		got, err := readAll(in, c.options)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows) != 3363 || got.Types[1] != "int64" {
			t.Errorf("%d rows of %v, want 3363 of utf8 and int64", len(got.Rows), got.Types)
		}
		if diff := cmp.Diff(c.names, got.Names); diff != "" {
			t.Errorf("names (-want +got)\n%s", diff)
		}
		if len(got.Warnings) != c.warned {
			t.Errorf("warnings %q, want %d", got.Warnings, c.warned)
		}
	}
}

// The rows of every real file, counted by Python's csv module over the lines between header and footer.
func TestRowsOfEveryRealFile(t *testing.T) {
	for name, want := range map[string]int{
		"skolverket/grundskola_slutbetyg_ak9_2025_skolenhet.csv": 1714, "skolverket/skolverket_statistics_gr_long.csv": 87386,
		"boras/boras_areas.csv": 77, "boras/boras_deso_2018_2025_change_log.csv": 56, "boras/boras_deso_birthregion_2019.csv": 231,
		"boras/boras_deso_cars_2019.csv": 77, "boras/boras_deso_dwellings_tenure_2025.csv": 308, "boras/boras_deso_indicators_2024_2025.csv": 1309,
		"boras/boras_deso_population_age_sex_2025.csv": 2618, "boras/boras_deso_published_indices_2019.csv": 77, "boras/boras_districts_suggested.csv": 47,
		"boras/boras_polisen_vulnerable_areas_2025.csv": 7, "boras/boras_published_facts.csv": 17, "boras/boras_schools_ak9_2025_26.csv": 15,
		"kolada/kolada_kpi_catalogue.csv": 6099, "kolada/kolada_municipalities.csv": 312, "kolada/kolada_municipality_groups.csv": 3630,
		"kolada/kolada_values_N00945.csv": 63, "kolada/kolada_values_brp_3kommuner.csv": 48, "kolada/kolada_values_brp_group.csv": 192,
		"reserialised/boras_pop_deso_age_sex_2025.v1.csv": 2618, "sweden/deso_with_index_2022_damaged_codes.csv": 5984,
		"sweden/koppling-deso2018-regso2020.csv": 5984, "sweden/regso_socioekonomisk_index_2022_raw.csv": 3363, "sweden/sweden_deso2018_birthregion_2019.csv": 5984,
	} {
		for _, text := range []bool{true, false} {
			got, err := readAll(shared(t, name), ingest.Options{Text: text})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if len(got.Rows) != want {
				t.Errorf("%s: %d rows, want %d", name, len(got.Rows), want)
			}
		}
	}
}
