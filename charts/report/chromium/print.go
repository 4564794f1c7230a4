package chromium

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"time"
)

// PDF prints a file of HTML on the pages that its styles ask for.
func (b *Browser) PDF(ctx context.Context, file string) ([]byte, error) {
	pdf, err := b.print(ctx, file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(file), b.explain(ctx, err))
	}
	return pdf, nil
}

func (b *Browser) print(ctx context.Context, file string) ([]byte, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	var target struct {
		ID string `json:"targetId"`
	}
	if err := b.conn.call(ctx, "", "Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return nil, err
	}
	var tab struct {
		Session string `json:"sessionId"`
	}
	if err := b.conn.call(ctx, "", "Target.attachToTarget", map[string]any{"targetId": target.ID, "flatten": true}, &tab); err != nil {
		return nil, err
	}
	for _, step := range []struct {
		method string
		params map[string]any
	}{
		{"Emulation.setScriptExecutionDisabled", map[string]any{"value": true}},
		{"Network.enable", nil},
		{"Network.setBlockedURLs", map[string]any{"urls": []string{"http://*", "https://*", "ws://*", "wss://*"}}},
		{"Page.enable", nil},
		{"Page.setLifecycleEventsEnabled", map[string]any{"enabled": true}},
	} {
		if err := b.conn.call(ctx, tab.Session, step.method, step.params, nil); err != nil {
			return nil, err
		}
	}
	var went struct {
		ErrorText string `json:"errorText"`
		Loader    string `json:"loaderId"`
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	if err := b.conn.call(ctx, tab.Session, "Page.navigate", map[string]any{"url": address.String()}, &went); err != nil {
		return nil, err
	}
	if went.ErrorText != "" {
		return nil, fmt.Errorf("the browser cannot open it: %s", went.ErrorText)
	}
	if err := b.conn.wait(ctx, event{went.Loader, "load"}); err != nil {
		return nil, err
	}
	var printed struct {
		Data []byte `json:"data"`
	}
	if err := b.conn.call(ctx, tab.Session, "Page.printToPDF", map[string]any{
		"preferCSSPageSize": true, "printBackground": true, "generateTaggedPDF": true, "generateDocumentOutline": true,
	}, &printed); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(printed.Data, []byte("%PDF-")) {
		return nil, fmt.Errorf("the browser has printed %d bytes that are no PDF", len(printed.Data))
	}
	return printed.Data, b.conn.call(ctx, "", "Target.closeTarget", map[string]any{"targetId": target.ID}, nil)
}

// madeAt is a date of a PDF: D:20261120153000+00'00'.
var madeAt = regexp.MustCompile(`/(CreationDate|ModDate) ?\(D:\d{14}[+-]\d\d'\d\d'\)`)

// Dated returns a PDF that says of itself that it was made on a day, at noon. Nothing in it moves, for dates are equally long.
func Dated(pdf []byte, day time.Time) []byte {
	to := []byte(day.Format("20060102") + "120000+00'00'")
	return madeAt.ReplaceAllFunc(pdf, func(found []byte) []byte {
		i := bytes.Index(found, []byte("D:")) + 2
		return append(append(append([]byte{}, found[:i]...), to...), ')')
	})
}
