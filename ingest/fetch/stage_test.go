package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

func TestTheEarlierSnapshotStaysWhenAFetchFails(t *testing.T) {
	s, q, c, _ := newServer(t)
	s.cells = 30
	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	s.table.updated = "2026-07-01T06:00:00Z"
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			posts++
		}
		if posts == 2 {
			refuse(w, 400, "Non-existent value")
			return true
		}
		return false
	}
	if _, err := c.Fetch(context.Background(), q, dir); err == nil {
		t.Fatal("the second fetch did not fail")
	}
	after := tree(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	if after[".folk.partial/00001.json"] == "" || after[".folk.journal"] == "" {
		t.Errorf("nothing is staged: %v", keys(after))
	}

	// It goes on with the part that is missing.
	s.fault = nil
	s.asked()
	got, err := c.Fetch(context.Background(), q, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"GET /api/v2/tables/TAB1/metadata?lang=sv", "POST /api/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2"}
	if diff := cmp.Diff(want, s.asked()); diff != "" {
		t.Errorf("requests of the second try (-want +got)\n%s", diff)
	}
	if got.Updated != "2026-07-01T06:00:00Z" || len(got.Parts) != 2 {
		t.Errorf("got %q with %d parts", got.Updated, len(got.Parts))
	}
	if diff := cmp.Diff([]string{"folk"}, names(t, dir)); diff != "" {
		t.Errorf("left in the folder (-want +got)\n%s", diff)
	}
}

func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(dir, path)
			out[filepath.ToSlash(name)] = string(b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keys(m map[string]string) []string { return sortedKeys(m) }

func TestAFetchThatIsStoppedGoesOnWhereItWas(t *testing.T) {
	s, q, c, clock := newServer(t)
	c.options.Limits.Cells = 3 // 45 cells in 15 calls
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 7 {
				cancel()
				<-r.Context().Done()
				return true
			}
		}
		return false
	}
	if _, err := c.Fetch(ctx, q, dir); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want that the context was cancelled", err)
	}
	s.fault = nil
	count := func(asked []string) (n int) {
		for _, r := range asked {
			if strings.HasPrefix(r, "POST") {
				n++
			}
		}
		return n
	}
	s.asked()
	// One part is damaged meanwhile, and half of another was written.
	if err := os.WriteFile(filepath.Join(dir, ".folk.partial", "00003.json"), []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".folk.partial", "00009.json.new"), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	journal, err := os.OpenFile(filepath.Join(dir, ".folk.journal"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(journal, `{"call":"0123`)
	journal.Close()
	again := New(Options{Now: clock.Now, Sleep: clock.Sleep, Proxy: noProxy, Limits: Limits{Cells: 3}})
	var progress []int
	again.options.Progress = func(done, total int) { progress = append(progress, done, total) }
	if _, err := again.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	if n := count(s.asked()); n != 10 { // 15 less the six that were there, and the damaged one again
		t.Errorf("got %d calls for data, want 10", n)
	}
	if len(progress) != 30 || progress[28] != 15 || progress[29] != 15 {
		t.Errorf("progress %v", progress)
	}
	whole := tree(t, dir)
	if len(whole) != 16 {
		t.Errorf("files %q", keys(whole))
	}

	// A fetch in one go gives the same, but for the times.
	other := t.TempDir()
	if _, err := again.Fetch(context.Background(), q, other); err != nil {
		t.Fatal(err)
	}
	for name, text := range tree(t, other) {
		if name != "folk/snapshot.json" && whole[name] != text {
			t.Errorf("%s differs after a resumed fetch", name)
		}
	}
}

func TestStagedPartsOfAnotherDayOrPlanAreThrownAway(t *testing.T) {
	for _, test := range []string{"day", "plan", "journal"} {
		s, q, c, clock := newServer(t)
		c.options.Limits.Cells = 15
		dir := t.TempDir()
		posts := 0
		s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
			if data(r) {
				posts++
			}
			if posts > 2 {
				w.WriteHeader(400)
			}
			return posts > 2
		}
		if _, err := c.Fetch(context.Background(), q, dir); err == nil {
			t.Fatal("the fetch did not fail")
		}
		s.fault = nil
		s.asked()
		switch test {
		case "day":
			clock.Sleep(context.Background(), 25*time.Hour)
		case "plan":
			s.table.updated = "2026-06-09"
		case "journal":
			if err := os.WriteFile(filepath.Join(dir, ".folk.journal"), []byte("{"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := c.Fetch(context.Background(), q, dir); err != nil {
			t.Fatal(err)
		}
		if asked := s.asked(); len(asked) != 4 { // the metadata and three parts
			t.Errorf("%s: requests %q, want the metadata and three parts", test, asked)
		}
	}
}

func TestPartsOfTwoEditionsAreNotMixed(t *testing.T) {
	s, q, c, _ := newServer(t)
	c.options.Limits.Cells = 15
	dir := t.TempDir()
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 2 {
				s.table.updated = "2026-06-09T06:00:00Z"
			}
		}
		return false
	}
	_, err := c.Fetch(context.Background(), q, dir)
	want := "fetch folk: the publisher changed the table while it was being fetched: some parts are of 2026-06-08T06:00:00Z and some of 2026-06-09T06:00:00Z; fetch it again"
	if got := message(s, err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if left := names(t, dir); len(left) != 0 {
		t.Errorf("left %q", left)
	}
	if got, err := c.Fetch(context.Background(), q, dir); err != nil || got.Updated != "2026-06-09T06:00:00Z" {
		t.Errorf("the next fetch: %q, %v", got.Updated, err)
	}
}

func TestDisksThatFailLeaveTheSnapshot(t *testing.T) {
	s, q, c, _ := newServer(t)
	c.options.Limits.Cells = 15
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, file); err == nil || !strings.HasPrefix(err.Error(), "the folder of the snapshots cannot be made: ") {
		t.Errorf("a file in the place of the folder: %v", err)
	}
	if asked := s.asked(); len(asked) != 0 {
		t.Errorf("called the network before the folder was there: %q", asked)
	}

	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	posts := 0
	s.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		if data(r) {
			if posts++; posts == 2 { // something stands where the part would be written
				if err := os.MkdirAll(filepath.Join(dir, ".folk.partial", "00002.json", "x"), 0o777); err != nil {
					t.Error(err)
				}
			}
		}
		return false
	}
	_, err := c.Fetch(context.Background(), q, dir)
	if err == nil || !strings.HasPrefix(err.Error(), filepath.Join(dir, "folk")+": rename") {
		t.Errorf("a part that cannot be written: %v", err)
	}
	after := tree(t, dir)
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s changed", name)
		}
	}
	s.fault = nil
	if err := os.RemoveAll(filepath.Join(dir, ".folk.partial", "00002.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Errorf("after the disk works again: %v", err)
	}
}

func TestAnExchangeThatWasCutOffIsFinished(t *testing.T) {
	_, q, c, _ := newServer(t)
	dir := t.TempDir()
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	// Between the two renames there is only the earlier snapshot, under another name.
	if err := os.Rename(filepath.Join(dir, "folk"), filepath.Join(dir, ".folk.earlier")); err != nil {
		t.Fatal(err)
	}
	wrong := q
	wrong.Table = "TAB9"
	if _, err := c.Fetch(context.Background(), wrong, dir); err == nil {
		t.Error("an unknown table was fetched")
	}
	if _, err := snapshot.Read(os.DirFS(dir), "folk"); err != nil {
		t.Errorf("the earlier snapshot is not back: %v", err)
	}
}

func TestLinksOutOfTheFolderAreNotFollowed(t *testing.T) {
	_, q, c, _ := newServer(t)
	dir, outside := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, ".folk.partial")); err != nil {
		t.Skip("no links here")
	}
	if err := os.WriteFile(filepath.Join(outside, "mine"), []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Fetch(context.Background(), q, dir); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mine"}, names(t, outside)); diff != "" {
		t.Errorf("outside the folder (-want +got)\n%s", diff)
	}
}
