package xlsx

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/isolate"
)

func TestMain(m *testing.M) {
	if handled, code := isolate.Serve(os.Args[1:], Format); handled {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

var isolated = isolate.Format("", Format, isolate.Limits{Memory: 256 << 20, Stall: 20 * time.Second})

func TestAWorkerReadsTheSame(t *testing.T) {
	want := mustRead(t, everyCell(), ingest.Options{})
	got, err := readWith(isolated, everyCell(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	_, err = readWith(isolated, fourSheets(), ingest.Options{Sheet: "dold"})
	if want := `t.xlsx: there is no sheet "dold"; did you mean "Dold"?`; err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

// A file of a few hundred kilobytes that unpacks to hundreds of megabytes of texts.
func TestABombOfTexts(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the memory of a worker is limited on Linux alone")
	}
	if testing.Short() {
		t.Skip("takes seconds")
	}
	data := workbookWith([]string{grid([]any{"a", "b"}, []any{1, 2})},
		member{"xl/sharedStrings.xml", `<sst>` + strings.Repeat(`<si><t>`+strings.Repeat("x", 4000)+`</t></si>`, 100_000) + `</sst>`})
	if len(data) > 4<<20 {
		t.Fatalf("%d bytes are no bomb", len(data))
	}
	_, err := readWith(isolated, data, ingest.Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "t.xlsx: reading needed more than 256 MB and was stopped; ") {
		t.Errorf("got %v", err)
	}
}
