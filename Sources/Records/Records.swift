// Records
import GRDB
