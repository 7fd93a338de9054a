// Server
import Hummingbird
import CryptoExtras
