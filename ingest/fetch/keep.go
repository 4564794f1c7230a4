package fetch

import (
	"time"

	"github.com/jamlik/jamlik/ingest/snapshot"
)

// Keep puts an answer that did not come from an interface, such as that of an engine that counts persons, into the folder of the snapshots, in the place of an
// earlier one and as Fetch does: whole or not at all. It fills in the description of the only part, which is called name.
func Keep(folder string, s snapshot.Snapshot, name string, body []byte, now time.Time) (snapshot.Snapshot, error) {
	st, err := openStage(folder, s.ID)
	if err != nil {
		return s, err
	}
	defer st.close()
	if err := st.discard(); err != nil {
		return s, err
	}
	if err := st.root.Mkdir(st.staged(), 0o777); err != nil {
		return s, st.failed(err)
	}
	s.Version = 1
	s.Parts = []snapshot.Part{{File: name, Method: "count", Retrieved: now.UTC().Truncate(time.Second), SHA256: sum(body), Bytes: int64(len(body))}}
	if err := st.write(st.staged()+"/"+name, body); err != nil {
		return s, err
	}
	return s, st.finish(s)
}
