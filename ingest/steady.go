package ingest

// Open opens the watched input as a format. Reading ends with a Problem where the file changed while it was being read, also where that looked like
// something else.
func (w *Watch) Open(f Format, o Options) (Reader, error) {
	r, err := f.Open(w.in, o)
	if err != nil {
		return nil, w.because(err)
	}
	return steadyReader{r, w}, nil
}

// because returns that the file changed, if it did, in the place of what that led to.
func (w *Watch) because(err error) error {
	if changed := w.Check(); changed != nil {
		return changed
	}
	return err
}

type steadyReader struct {
	Reader
	watch *Watch
}

func (r steadyReader) Next() (Batch, error) {
	b, err := r.Reader.Next()
	if err != nil { // io.EOF included
		err = r.watch.because(err)
	}
	return b, err
}
