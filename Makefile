# The two commands of the README, and what developers use besides.
BIN := bin
.PHONY: build demo test generate lint bench

build:
	@mkdir -p $(BIN)
	go build -o $(BIN)/ ./cmd/asynclsp ./cmd/asyncdap

# Checks the examples, then debugs one of them to a breakpoint. The checker
# finds what is wrong with two of the examples, so its exit status is 1.
demo: build
	@echo '== asynclsp check examples'
	@$(BIN)/asynclsp check examples; test $$? -eq 1
	@echo
	@echo '== asyncdap run examples/paginated_api.py'
	@$(BIN)/asyncdap run examples/paginated_api.py
	@echo
	@echo '== a debug session of examples/paginated_api.py'
	@go run ./internal/dap/demo -adapter $(BIN)/asyncdap -line $(DEMO_LINE) examples/paginated_api.py
	@echo
	@echo '== asyncdap tasks examples/crawler.py'
	@$(BIN)/asyncdap tasks examples/crawler.py 2>/dev/null

# The line of the demo's breakpoint: inside the inner async generator.
DEMO_LINE ?= 53

test:
	go vet ./...
	go test ./...

generate:
	go generate ./...

lint:
	cd internal/tools/lint && go tool gofumpt -l ../../.. && go tool staticcheck -C ../../.. ./...

bench:
	go test -run '^$$' -bench . ./syntax/parse ./analyzer/... ./internal/dap/...
