/// Names for members of a public, pseudonymous data set: a bird and a tree, worked out from the source id, so that
/// nobody is mistaken for a real person.
enum InventedNames {
    /// The name of a member. Members with neighbouring numbers have names far apart, and two numbers less than the
    /// count of all pairs apart never share a name.
    static func name(for number: UnsafeBufferPointer<UInt8>) -> String {
        let pairs = UInt64(birds.count * trees.count)
        var digits: UInt64? = number.isEmpty || number.count > 12 ? nil : 0
        for byte in number {
            guard let value = digits, byte >= 0x30, byte <= 0x39 else {
                digits = nil
                break
            }
            digits = value * 10 + UInt64(byte - 0x30)
        }
        // The multiplier has no divisor in common with the count of pairs (`step`), so that numbers map one to one.
        let pair = Int((digits ?? ByteHash.hash(number)) % pairs * step % pairs)
        return "\(birds[pair % birds.count]) \(trees[pair / birds.count])"
    }

    private static let step: UInt64 = {
        let pairs = UInt64(birds.count * trees.count)
        var step = pairs / 3 * 2 + 1
        while divisor(step, pairs) != 1 { step += 1 }
        return step
    }()

    private static func divisor(_ left: UInt64, _ right: UInt64) -> UInt64 { right == 0 ? left : divisor(right, left % right) }

    static let birds = words(
        """
        Anhinga Antbird Antpitta Antshrike Apalis Apapane Argus Auklet Avocet Barbet Batis Becard Bellbird Bittern Blackbird
        Blackcap Bluebill Bluebird Bluethroat Bobolink Bobwhite Brambling Brant Bronzewing Brushfinch Bulbul Bunting Bushchat
        Bushtit Cacique Calandra Canary Caracara Cardinal Catbird Chaffinch Chickadee Chiffchaff Chough Chukar Cisticola
        Citril Conebill Corella Cormorant Cotinga Coucal Courser Crake Crane Crossbill Curlew Currawong Dabchick Dickcissel
        Dipper Diver Dotterel Dove Dovekie Drongo Dunlin Dunnock Eagle Egret Eider Elaenia Euphonia Fairywren Falcon Falconet
        Fantail Fernbird Fieldfare Finch Firecrest Flicker Flowerpecker Flycatcher Francolin Friarbird Fulmar Gadwall Gallinule
        Gannet Garganey Gnatcatcher Godwit Goldcrest Goldeneye Goldfinch Goshawk Grassbird Grebe Greenfinch Greenlet
        Greenshank Grosbeak Grouse Guan Guillemot Harrier Hawfinch Hawk Heron Hobby Honeyeater Honeyguide Hoopoe Hornbill
        Hummingbird Ibis Iora Jabiru Jacamar Jacana Jackdaw Jay Junco Kagu Kestrel Killdeer Kingbird Kingfisher Kinglet
        Kiskadee Kittiwake Knot Kookaburra Lapwing Lark Leafbird Limpkin Linnet Longclaw Longspur Loon Lorikeet Lyrebird
        Macaw Magpie Malimbe Mallard Manakin Marabou Martin Meadowlark Merganser Merlin Mesite Minivet Minla Mockingbird
        Monarch Moorhen Motmot Mousebird Munia Murre Murrelet Nighthawk Nightingale Nightjar Nunbird Nutcracker Nuthatch
        Oriole Oropendola Osprey Ouzel Ovenbird Oystercatcher Paradise Parakeet Pardalote Parrotbill Partridge Parula
        Pauraque Pelican Petrel Pewee Phainopepla Phalarope Pheasant Phoebe Piculet Pintail Pipit Pitta Plover Pochard
        Poorwill Prinia Ptarmigan Puffin Pyrrhuloxia Quail Quetzal Raven Razorbill Redhead Redpoll Redshank Redstart Redwing
        Robin Roller Rook Rosefinch Rosella Ruff Sanderling Sandgrouse Sandpiper Sapsucker Scaup Scoter Seedeater Seriema
        Serin Shama Shearwater Shelduck Shikra Shoveler Shrike Sibia Silvereye Siskin Skimmer Skylark Smew Snipe Solitaire
        Sora Sparrow Spinetail Spoonbill Spurfowl Starling Stilt Stint Stonechat Stork Sunbird Surfbird Swallow Swan Swift
        Tanager Tattler Teal Tern Thornbill Thrasher Thrush Tinamou Titmouse Tody Toucan Towhee Tragopan Treecreeper Triller
        Trogon Turaco Turnstone Twinspot Twite Veery Verdin Violetear Vireo Wagtail Warbler Waterthrush Waxbill Waxwing
        Weaver Wheatear Whimbrel Whinchat Whistler Whitethroat Widgeon Willet Woodcock Woodpecker Woodstar Wren Wryneck
        Yellowhammer Yellowlegs Yellowthroat
        """)

    static let trees = words(
        """
        Acacia Ailanthus Alder Alerce Almond Amla Angelica Apple Apricot Aralia Araucaria Arbutus Argan Ash Aspen Avocado
        Azalea Balsam Banksia Banyan Baobab Barberry Basswood Bay Bayberry Beech Bergamot Bilberry Birch Blackthorn
        Boxelder Boxwood Bramble Breadfruit Bristlecone Buckeye Buckthorn Buddleia Bullace Butternut Buttonbush Cajeput
        Calabash Camellia Camphor Candlenut Carob Cashew Cassia Catalpa Ceanothus Cedar Cherry Chestnut Chinkapin Chokeberry
        Cinnamon Citron Clementine Clove Coffee Copperbeech Coralbark Coralbean Cordia Cork Cornel Cottonwood Crabapple
        Cranberry Currant Cypress Damson Daphne Deodar Deutzia Dogwood Douglas Ebony Elder Elderberry Elm Eucalyptus
        Euonymus Fig Filbert Fir Firethorn Forsythia Franklinia Fringetree Fuchsia Gardenia Ginkgo Goldenrain Gooseberry
        Gorse Greengage Guava Gum Hackberry Hackmatack Hawthorn Hazel Heather Hemlock Hibiscus Hickory Hinoki Holly
        Holmoak Honeylocust Hornbeam Huckleberry Hydrangea Inkberry Ironbark Ironwood Ivy Jacaranda Jarrah Jasmine Jujube
        Juniper Karri Kapok Katsura Kauri Kerria Kowhai Kumquat Laburnum Larch Larchwood Laurel Lavender Lemon Leyland
        Lilac Lime Linden Locust Lodgepole Loquat Lotus Lychee Macadamia Madrone Magnolia Mahogany Mahonia Mallee Mango
        Mangrove Manuka Manzanita Maple Marula Mastic Mayhaw Meadowsweet Medlar Meranti Mesquite Mimosa Mountainash
        Mulberry Myrtle Nannyberry Nectarine Ninebark Nutmeg Oak Oleander Olive Orange Osage Osier Padauk Pagoda Palm
        Palmetto Paloverde Papaya Pawpaw Peach Pear Pecan Peony Persimmon Pine Pinyon Pistachio Plane Plum Poinciana
        Pomelo Ponderosa Poplar Privet Quandong Quince Rambutan Raspberry Rata Redbud Redcedar Redwood Rhododendron Rimu
        Rosebay Rosewood Rowan Rubber Sandalwood Sassafras Satinwood Sequoia Serviceberry Shadbush Shagbark Silverbell
        Smoketree Snowbell Snowberry Sorrel Sourwood Spicebush Spindle Spirea Spruce Stewartia Sugi Sumac Sweetbay
        Sweetgum Sycamore Tallow Tamarack Tamarind Tamarisk Tangerine Tanoak Teak Terebinth Thornapple Thuja Totara
        Tuliptree Tupelo Viburnum Walnut Waratah Wattle Weigela Whitebeam Willow Winterberry Wisteria Witchhazel Yaupon
        Yellowwood Yew Yucca Zelkova
        """)

    private static func words(_ text: String) -> [String] { text.split { $0 == " " || $0 == "\n" }.map(String.init) }
}
