from __future__ import annotations
import sys
from pathlib import Path
from shopbell.project import embedded
def main() -> None:
    data = Path(sys.argv[sys.argv.index("--data")+1])
    if sys.argv[2] == "start":
        print(embedded.start(data))
    else:
        print(embedded.stop(data))
if __name__ == "__main__":
    main()
